import type { tourEn } from './tour-en.ts'

/** 导览：六步，每步说明现在做什么。 */
export const tourZh = {
  tour: '导览',
  'tour.step': '第 {{step}} 步，共 {{steps}} 步',
  'tour.skip': '跳过导览',
  'tour.fill': '替我输入',
  'tour.arm': '打开故障并替我输入',
  'tour.twice': '替我点两次',
  'tour.ask': '提问',
  'tour.ask.say': '你拿着两部手机。请以申请人的身份问机器人，谁有某个角色。按回车发送。',
  'tour.change': '修改',
  'tour.change.say': '现在给这个角色改名。暂时什么都不会变：须由另一位管理员同意。',
  'tour.approve': '换一个人审批',
  'tour.approve.say': '两部手机上都有这张卡片。请以审批人的身份点“{{button}}”。',
  'tour.double': '点两次',
  'tour.double.say': '再申请一项修改。',
  'tour.double.press': '现在尽快点两次“{{button}}”。修改只会执行一次。',
  'tour.lost': '丢失应答',
  'tour.lost.say': '网络会出错。让钉钉在修改之后丢失应答，再申请一项修改。',
  'tour.lost.press': '批准它。机器人收不到应答，就自己去查，然后如实告诉你。',
  'tour.undo': '撤销',
  'tour.undo.say': '撤回最后一项修改。撤回也是一项普通的修改。',
  'tour.undo.press': '它同样需要审批：点“{{button}}”。',
  'tour.end': '导览结束',
  'tour.end.say':
    '没有审批就没有修改，也没有任何修改被执行两次。看看手机背后，或者再制造一些故障。',
  'tour.end.company': '查看公司',
  'tour.end.close': '关闭',
  'tour.again': '重新开始',
} as const satisfies Record<keyof typeof tourEn, string>
