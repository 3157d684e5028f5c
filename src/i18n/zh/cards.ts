/** 卡片上的话，与具体命令无关。 */
export const cards = {
  'card.refused': '未执行',
  'card.failed': '没有成功',
  'card.page': '第 {{page}} 页，共 {{pages}} 页 · 总计 {{count}}',
  'card.nextInText': '下一页：{{line}}',
  'button.previous': '上一页',
  'button.next': '下一页',
  'press.unknownCard': '我已经不认识这张卡片了。',
  'press.unknownButton': '我不认识这个按钮。请重新查询以获得新卡片。',
  'press.gone': '这份列表已不再保存。请重新查询。',
  'press.checking': '稍等，正在确认你的身份。',
} as const
