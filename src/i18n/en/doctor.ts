/** The doctor's lines: what is well, what is not, and how to mend it. */
export const doctor = {
  'doctor.ok': 'ok       {{what}}',
  'doctor.skipped': 'skipped  {{what}}: not checked until the credentials work',
  'doctor.doubtful': 'doubtful {{what}}: {{problem}}',
  'doctor.failed': 'FAILED   {{what}}: {{problem}}',
  'doctor.well': 'All is well.',
  'doctor.ill': 'What FAILED must be mended before the robot can work.',
  'doctor.is.credentials': 'credentials',
  'doctor.is.region': 'region',
  'doctor.is.permission': 'permission',
  'doctor.is.visible': 'what the app may see',
  'doctor.is.admins': 'administrators',
  'doctor.is.card': 'permission to send cards',
  'doctor.is.stream': 'stream gateway',
  'doctor.is.database': 'database',
  'doctor.is.policy': 'policy file',
  'doctor.is.clock': 'clock',
  'doctor.rejected':
    'DingTalk does not accept these credentials. Copy Client ID and Secret again from Credentials and basic information (凭证与基础信息); for the gateway, choose Stream mode and publish the app.',
  'doctor.otherRegion':
    'the app may live in the other region, dingtalk.{{other}}. If so, set DINGTALK_REGION={{other}}',
  'doctor.missing':
    '{{api}}: the app lacks {{scopes}}. Grant it on its permissions page (权限管理) {{link}}',
  'doctor.outOfRange':
    '{{api}} is outside the contact range of the app ({{code}}). Set the range to all staff (权限管理 > 通讯录 > 授权范围)',
  'doctor.refused': '{{api}} was refused: {{code}} {{message}}',
  'doctor.unreachable': '{{api}} did not answer. Check network, proxy and DINGTALK_REGION',
  'doctor.partial':
    'the app sees only the departments {{departments}}. Set its contact range to all staff (权限管理 > 通讯录 > 授权范围)',
  'doctor.none': 'DingTalk names no administrator, so nobody may command the robot',
  'doctor.closed': 'it does not open: {{reason}}. Check DATABASE_URL',
  'doctor.invalid': '{{problems}}',
  'doctor.unreadable': 'it cannot be read: {{reason}}. Check POLICY_FILE',
  'doctor.ahead':
    'this machine is {{seconds}} s ahead of DingTalk. Turn on time synchronisation (NTP)',
  'doctor.behind':
    'this machine is {{seconds}} s behind DingTalk. Turn on time synchronisation (NTP)',
} as const
