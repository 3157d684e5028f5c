/** The variables of a card: all values are text. */
export type Params = Record<string, string>

/** What a template makes of its variables; buttons are in `sys_full_json_obj` whatever the template. */
interface Face {
  title: string
  markdown: string
  tips: string
  hasButtons: boolean
}

type Template = (params: Params, order: readonly string[] | undefined) => Face

const markdownCard: Template = ({ title = '', markdown = '', tips = '' }) => ({
  title,
  markdown,
  tips,
  hasButtons: true,
})

const aiBlocks = ['msgTitle', 'staticMsgContent', 'msgContent', 'msgButtons']
const finished = '3'

/** Shows the blocks that `order` names, and its buttons once it is finished. */
const aiCard: Template = (params, order = aiBlocks) => ({
  title: order.includes('msgTitle') ? (params.msgTitle ?? '') : '',
  markdown: order
    .filter(block => block === 'staticMsgContent' || block === 'msgContent')
    .flatMap(block => params[block] || [])
    .join('\n\n'),
  tips: '',
  hasButtons: params.flowStatus === finished && order.includes('msgButtons'),
})

const rpaCard: Template = ({ goal = '', plan = '' }) => ({
  title: goal,
  markdown: plan,
  tips: '',
  hasButtons: false,
})

const escaped = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]()#<>~|!]/g, '\\$&')
const shownElsewhere = ['title', 'tips', 'logo', 'sys_full_json_obj']

/** What a template of somebody's own draws is not known: its variables, unless they are those of the public one. */
const ownCard: Template = params => {
  const variables = Object.entries(params)
    .filter(([name]) => !shownElsewhere.includes(name))
    .map(([name, value]) => `- ${escaped(name)}: ${escaped(value)}`)
  const face = markdownCard(params, undefined)
  return { ...face, markdown: params.markdown ?? variables.join('\n') }
}

/** DingTalk's public templates (stream-and-cards.md 5.9). */
const publicTemplates = new Map<string, Template>([
  ['589420e2-c1e2-46ef-a5ed-b8728e654da9.schema', markdownCard],
  ['1366a1eb-bc54-4859-ac88-517c56a9acb1.schema', markdownCard],
  ['382e4302-551d-4880-bf29-a30acfab2e71.schema', aiCard],
  ['7f538f6d-ebb7-4533-a9ac-61a32da094cf.schema', rpaCard],
])

/** Draws what the template of that id draws. */
export const templateOf = (id: string): Template => publicTemplates.get(id) ?? ownCard

/** The public ones, or besides them whatever id has the form of one. */
export type Templates = 'public' | 'any'

export const templateExists = (id: string, templates: Templates) =>
  publicTemplates.has(id) || (templates === 'any' && /^\S+\.schema$/.test(id))
