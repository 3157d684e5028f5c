/** Why not: read by the person who asked. */
export const refusals = {
  'refused.stranger':
    'I answer only to members of this organisation. DingTalk did not say who you are here (no staff id), so I cannot tell you anything.',
  'refused.notAdmin':
    'Only administrators of this organisation can use me. If you should be one, ask a main administrator.',
  'refused.textOnly': 'I read text only. Send me a line such as /role members 1203141.',
  'refused.tooLong': 'This line is too long, and I have read only its beginning. Send it in parts.',
  'refused.overQuota':
    "DingTalk kept your text back, because this organisation's monthly push quota is used up. Buy more in the developer console, or wait for the next month.",
  'refused.outsider':
    'Somebody you mentioned is not a member of this organisation. Mention colleagues only.',
  'role.unknown': 'There is no role "{{role}}". /role list shows every role with its id.',
  'gone.role': 'The role with the id {{id}} is no longer there.',
  'gone.group': 'The role group with the id {{id}} is no longer there.',
  'gone.user': '{{id}} is no longer a member of this organisation.',
  'gone.department': 'The department with the id {{id}} is no longer there.',
  'unknownId.role':
    'There is no role with the id {{id}}. /role list shows every role with its id; a name of digits goes in quotes: "{{id}}".',
  'role.unknown.near':
    'There is no role "{{role}}". Did you mean "{{near}}"? /role list shows every role.',
  'role.ambiguous': 'Several roles are called "{{role}}". Give one id: {{candidates}}',
  'group.unknown': 'There is no role group "{{group}}". There are: {{groups}}',
  'unknownId.group':
    'There is no role group with the id {{id}}. A name of digits goes in quotes: "{{id}}".',
  'group.ambiguous': 'Several role groups are called "{{group}}". Give one id: {{candidates}}',
  'user.unknown':
    'I know nobody called "{{user}}". Pick the person with @, or give the userid or the whole name.',
  'unknownId.user':
    'There is nobody with the userid {{id}}. Pick the person with @; a name of digits goes in quotes: "{{id}}".',
  'user.ambiguous': 'Several people are called "{{user}}". Give one userid: {{candidates}}',
  'directory.tooLarge':
    'This organisation is too large to look through for a name (limit {{limit}}). Pick the person with @, or give an id.',
  'rbac.off':
    'Admin groups are switched off here. Set DINGTALK_RBAC_AGENT_ID once DingTalk has allowed the app to use them.',
  'department.unknown': 'There is no department "{{department}}". Give its id or its whole name.',
  'unknownId.department':
    'There is no department with the id {{id}}. A name of digits goes in quotes: "{{id}}".',
  'department.ambiguous':
    'Several departments are called "{{department}}". Give one id: {{candidates}}',
  'command.unknown': 'I have no command "{{command}}". /help shows them all.',
  'failed.fault':
    'Something broke on my side. Nothing was changed. Tell whoever runs me this code: {{code}}',
  'failed.noAnswer': 'DingTalk did not answer. Try again in a minute ({{code}}).',
  'failed.busy': 'DingTalk is busy. Try again in a minute ({{code}}).',
  'failed.banned':
    'DingTalk has shut this address out for five minutes. Try again then ({{code}}).',
  'failed.quota':
    "This organisation's monthly quota of API calls is used up. Buy more in the developer console, or wait for the next month ({{code}}).",
  'failed.permission': 'My app lacks a permission in DingTalk: {{scopes}} ({{code}})',
  'failed.permission.link':
    'My app lacks a permission in DingTalk: {{scopes}}. A developer can grant it here: {{- link}} ({{code}})',
  'failed.input': 'DingTalk refused this with code {{error}} ({{code}}).',
  'failed.config':
    'DingTalk does not accept my credentials or my address (code {{error}}). Tell whoever runs me: rolekeeper doctor says what to mend ({{code}}).',
} as const
