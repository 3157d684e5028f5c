/** 体检结果：哪里正常，哪里有问题，如何修复。 */
export const doctor = {
  'doctor.ok': '正常  {{what}}',
  'doctor.skipped': '跳过  {{what}}：凭证可用后才检查',
  'doctor.doubtful': '存疑  {{what}}：{{problem}}',
  'doctor.failed': '失败  {{what}}：{{problem}}',
  'doctor.well': '一切正常。',
  'doctor.ill': '“失败”的项目修复之后，机器人才能工作。',
  'doctor.is.credentials': '凭证',
  'doctor.is.region': '区域',
  'doctor.is.permission': '权限',
  'doctor.is.visible': '通讯录授权范围',
  'doctor.is.admins': '管理员',
  'doctor.is.card': '发送卡片的权限',
  'doctor.is.stream': 'Stream 网关',
  'doctor.is.database': '数据库',
  'doctor.is.policy': '策略文件',
  'doctor.is.clock': '时钟',
  'doctor.rejected':
    '钉钉不接受这组凭证。请从“凭证与基础信息”重新复制 Client ID 和 Secret；网关还要求选择 Stream 模式并发布应用。',
  'doctor.otherRegion':
    '应用可能在另一个区域 dingtalk.{{other}}。如果是，请设置 DINGTALK_REGION={{other}}',
  'doctor.missing': '{{api}}：应用缺少权限 {{scopes}}。请在“权限管理”中开通 {{link}}',
  'doctor.outOfRange':
    '{{api}} 超出应用的通讯录授权范围（{{code}}）。请改为全部员工（权限管理 > 通讯录 > 授权范围）',
  'doctor.refused': '{{api}} 被拒绝：{{code}} {{message}}',
  'doctor.unreachable': '{{api}} 没有响应。请检查网络、代理和 DINGTALK_REGION',
  'doctor.partial':
    '应用只能看到部门 {{departments}}。请将授权范围设为全部员工（权限管理 > 通讯录 > 授权范围）',
  'doctor.none': '钉钉没有返回管理员，无人可以使用机器人',
  'doctor.closed': '打不开：{{reason}}。请检查 DATABASE_URL',
  'doctor.invalid': '{{problems}}',
  'doctor.unreadable': '无法读取：{{reason}}。请检查 POLICY_FILE',
  'doctor.ahead': '本机时间比钉钉快 {{seconds}} 秒，请启用时间同步（NTP）',
  'doctor.behind': '本机时间比钉钉慢 {{seconds}} 秒，请启用时间同步（NTP）',
} as const
