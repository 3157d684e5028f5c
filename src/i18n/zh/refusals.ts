/** 为什么不行：写给提问的人看。 */
export const refusals = {
  'refused.stranger':
    '我只回应本组织的成员。钉钉没有告诉我你在本组织的身份（缺少员工 ID），所以我不能提供任何信息。',
  'refused.notAdmin': '只有本组织的管理员可以使用我。如果你应当是管理员，请联系主管理员。',
  'refused.textOnly': '我只认文字。请发送一行命令，例如 /role members 1203141。',
  'refused.tooLong': '这一行太长，我只读到了开头。请分几次发送。',
  'refused.overQuota':
    '本组织本月的推送额度已用完，钉钉没有把你的文字传给我。请在开发者后台购买额度，或等到下个月。',
  'refused.outsider': '你提到的人里有人不是本组织的成员。请只提及同事。',
  'role.unknown': '没有角色“{{role}}”。发送 /role list 可查看全部角色及其 ID。',
  'gone.role': 'ID 为 {{id}} 的角色已经不在了。',
  'gone.group': 'ID 为 {{id}} 的角色组已经不在了。',
  'gone.user': '{{id}} 已经不是本组织的成员。',
  'gone.department': 'ID 为 {{id}} 的部门已经不在了。',
  'unknownId.role':
    '没有 ID 为 {{id}} 的角色。发送 /role list 可查看所有角色及其 ID；纯数字的名称请加引号："{{id}}"。',
  'role.unknown.near':
    '没有角色“{{role}}”。你要找的是“{{near}}”吗？发送 /role list 可查看全部角色。',
  'role.ambiguous': '有多个角色叫“{{role}}”。请给出其中一个 ID：{{candidates}}',
  'group.unknown': '没有角色组“{{group}}”。现有：{{groups}}',
  'unknownId.group': '没有 ID 为 {{id}} 的角色组。纯数字的名称请加引号："{{id}}"。',
  'group.ambiguous': '有多个角色组叫“{{group}}”。请给出其中一个 ID：{{candidates}}',
  'user.unknown': '我不认识“{{user}}”。请用 @ 选择此人，或给出 userid 或完整姓名。',
  'unknownId.user': '没有 userid 为 {{id}} 的人。请用 @ 选择此人；纯数字的姓名请加引号："{{id}}"。',
  'user.ambiguous': '有多个人叫“{{user}}”。请给出其中一个 userid：{{candidates}}',
  'directory.tooLarge':
    '本组织规模太大，无法按姓名查找（上限 {{limit}}）。请用 @ 选择此人，或给出 ID。',
  'rbac.off': '这里没有启用管理组功能。钉钉批准应用使用后，请设置 DINGTALK_RBAC_AGENT_ID。',
  'department.unknown': '没有部门“{{department}}”。请给出部门 ID 或完整名称。',
  'unknownId.department': '没有 ID 为 {{id}} 的部门。纯数字的名称请加引号："{{id}}"。',
  'department.ambiguous': '有多个部门叫“{{department}}”。请给出其中一个 ID：{{candidates}}',
  'command.unknown': '没有命令“{{command}}”。发送 /help 可查看全部命令。',
  'failed.fault': '我这边出了问题，没有改动任何东西。请把这个编号告诉维护人员：{{code}}',
  'failed.noAnswer': '钉钉没有回应。请过一分钟再试（{{code}}）。',
  'failed.busy': '钉钉正忙。请过一分钟再试（{{code}}）。',
  'failed.banned': '钉钉暂时屏蔽了本机地址五分钟。请稍后再试（{{code}}）。',
  'failed.quota':
    '本组织本月的 API 调用额度已用完。请在开发者后台购买额度，或等到下个月（{{code}}）。',
  'failed.permission': '我的应用在钉钉缺少权限：{{scopes}}（{{code}}）',
  'failed.permission.link':
    '我的应用在钉钉缺少权限：{{scopes}}。开发人员可在此开通：{{- link}} （{{code}}）',
  'failed.input': '钉钉拒绝了这次操作，错误码 {{error}}（{{code}}）。',
  'failed.config':
    '钉钉不接受我的凭证或地址（错误码 {{error}}）。请告诉维护人员：rolekeeper doctor 会说明如何修复（{{code}}）。',
} as const
