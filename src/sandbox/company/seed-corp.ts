/** The invented organisation, and another one. */
export const corpId = 'ding5a4db0c0ffee0001'
export const otherCorpId = 'dingd1ff3ren7c0rp001'
