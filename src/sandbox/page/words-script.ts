/** The page's words in two languages, as a browser module. */
export const wordsScript = `
const words = {
  en: {
    person: 'You are', conversation: 'Chat', send: 'Send', language: '中文',
    main: 'main administrator', sub: 'sub administrator', staff: 'staff', outsider: 'of another company',
    single: 'alone with the robot', group: 'group', write: 'Message', mention: 'Mention somebody',
    items: 'Conversation', on: 'robot connected', off: 'no robot connected',
    empty: 'Nothing here yet. Try /role members 1203141', lost: 'No answer from the robot.',
    unread: 'Not acknowledged by the robot.', gone: 'The sandbox has stopped.',
  },
  zh: {
    person: '你是', conversation: '会话', send: '发送', language: 'English',
    main: '主管理员', sub: '子管理员', staff: '员工', outsider: '外部人员',
    single: '与机器人单聊', group: '群', write: '消息', mention: '提及某人',
    items: '会话内容', on: '机器人已连接', off: '没有机器人连接',
    empty: '这里还没有消息。试试 /role members 1203141', lost: '机器人没有回应。',
    unread: '机器人没有确认收到。', gone: '沙箱已停止。',
  },
}
const remembered = localStorage.getItem('language')
export let language = remembered ?? (navigator.language.startsWith('zh') ? 'zh' : 'en')
export const word = key => words[language][key]
export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh'
  localStorage.setItem('language', language)
}
`
