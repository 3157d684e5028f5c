/** What the operator reads in a terminal. */
export const operator = {
  'config.title': 'Rolekeeper cannot start. These settings are missing or wrong:',
  'config.missing': '{{name}} is missing: {{is}}',
  'config.wrong': '{{name}} is wrong: {{is}}',
  'config.where':
    'They come from the environment or from a .env file in this folder; .env.example shows them all.',
  'config.sandbox':
    'Nothing is set at all. To try Rolekeeper without a DingTalk account: npm run sandbox',
  'config.DINGTALK_CLIENT_ID':
    'the Client ID (AppKey) of the app, such as dingabc123. Developer console > the app > Credentials and basic information (凭证与基础信息).',
  'config.DINGTALK_CLIENT_SECRET':
    'the Client Secret (AppSecret) of the app, without blanks. Developer console > the app > Credentials and basic information (凭证与基础信息).',
  'config.DINGTALK_CORP_ID':
    'the CorpId of the organisation, such as ding0123456789abcdef. Developer console > home page, top right.',
  'config.DINGTALK_REGION': 'com for China, io for the international edition. Default: com.',
  'config.DINGTALK_API_URL':
    'an http or https URL that replaces https://api.dingtalk.com. Normally not set.',
  'config.DINGTALK_OAPI_URL':
    'an http or https URL that replaces https://oapi.dingtalk.com. Normally not set.',
  'config.DINGTALK_CARD_TEMPLATE_ID':
    'the id of a card template, which ends in .schema. Card platform (卡片平台). Default: the public markdown + buttons template.',
  'config.DINGTALK_RBAC_AGENT_ID':
    "the AgentId of the app, without blanks, once DingTalk's permission platform has allowed it. Credentials and basic information (凭证与基础信息). Not set: /rbac is off.",
  'config.DINGTALK_QPS':
    'calls a second for each API, a whole number from 1 to 60. 20 in the standard edition, 60 with the paid pack.',
  'config.DATABASE_URL':
    'file:data/rolekeeper.db for SQLite, or postgres://user:password@host/database for Postgres.',
  'config.POLICY_FILE': 'the path of a policy file that can be read. Not set: the built-in policy.',
  'config.LOCALE': 'en or zh, the language of cards and messages. Default: en.',
  'config.HOST':
    'the address or name of this machine on which /healthz, /readyz and /metrics are served, without a port. 0.0.0.0 for all, as in a container. Default: 127.0.0.1.',
  'config.PORT': 'the port of /healthz, /readyz and /metrics, from 0 to 65535. Default: 8080.',
  'config.LOG_LEVEL': 'error, warn, info or debug. Default: info.',
  'policy.title': 'Rolekeeper cannot start. The policy file is not as it should be:',
  'audit.usage':
    'rolekeeper audit verify [--head NUMBER:HASH]   is the audit whole and unchanged?\nrolekeeper audit export [--format jsonl|csv]   print every record',
  'store.newerSchema':
    'A later version of Rolekeeper has been at this database (step {{migration}}). Start that version again, or restore the copy that it made before the step (docs/operations.md).',
  'audit.noDatabase': 'There is no database {{url}}, so there is no audit.',
  'audit.badHead':
    'A head looks like 120:9f3c…, as the robot noted it: a number, a colon and 64 characters.',
  'audit.sound': 'The audit is whole up to record {{seq}}, whose hash is {{hash}}',
  'audit.edited': 'Record {{seq}} was edited.',
  'audit.missing': 'Record {{seq}} is missing.',
  'audit.inserted': 'Record {{seq}} was inserted.',
  'audit.unnumbered': 'There is a record whose number is none.',
  'audit.head':
    'The table audit_head, which says where the audit ends, does not hold the one row that it should.',
  'audit.reordered': 'From record {{seq}} on the order was changed.',
  'audit.cut': 'The audit is cut off before record {{seq}}.',
  'cli.usage':
    'rolekeeper serve     run the robot (npm start)\nrolekeeper sandbox   a DingTalk of your own on this machine, with the robot in it\n                     --watch FILE       starts the robot again whenever the file is written\n                     --script FILE      carry out a script and print the conversation\n                     --only-dingtalk    without the robot: prints the settings for one of yours\n                     --any-card-template   takes cards of templates of your own, too\nrolekeeper doctor    check credentials, permissions, database and clock\nrolekeeper policy    print the built-in policy, to start your own from\nrolekeeper audit     verify or export the audit',
  'cli.unknown': 'There is no "rolekeeper {{command}}".',
  'sandbox.open': 'Open {{url}} and send /role members 1203141. Ctrl-C stops.',
  'sandbox.again': 'The robot is the new one.',
  'sandbox.usage':
    'rolekeeper sandbox [--watch FILE | --script FILE | --only-dingtalk] [--any-card-template]',
  'sandbox.alone':
    'A DingTalk without a robot. Its page is {{url}}; Ctrl-C stops it. The settings for a robot:',
  'script.line': '{{file}}, line {{number}}: {{why}}',
  'script.unreadable': '{{file}} cannot be read.',
  'script.noRobot': 'The robot did not start, so nothing was done.',
  'script.toOne': '{{robot}} to {{person}} alone',
  'script.card': 'card {{number}}',
  'script.cardNow': 'Card {{number}} is now',
  'script.onlyFor': 'Only {{person}} sees',
  'script.presses': '{{person}} presses {{button}} on {{card}}',
  'script.syntax':
    '"{{line}}" is no line of a script. These are: "boss001: /help", "boss001 (single): /help", "boss002 presses approve", "outside: …", "fault: …", "advance 8h", "robot restarts", "# a comment".',
  'script.nobody': 'nobody has the userid {{who}}. The page of the sandbox shows everybody.',
  'script.severalOfThatName': 'several people are called {{who}}. Mention one by userid.',
  'script.noSingleChat': '{{who}} is of another organisation and has no chat with the robot.',
  'script.noFault': 'there is no fault {{name}}. src/sandbox/fault-names.ts lists them.',
  'script.badFault': 'a fault does not take "{{word}}". For example: lose-answer /role/update_role',
  'script.badOutside':
    '"{{text}}" cannot be done outside. For example: rename role 1203142 "Cash desk", remove admin boss002',
  'script.badTime': '"{{text}}" is no length of time such as 90s, 30m, 8h or 7d.',
  'script.noCard': 'there is no card {{on}}.',
  'script.noButton': 'no card has a button "{{button}}".',
  'script.notHeard': 'the robot did not acknowledge it.',
  'script.outsideFailed': 'it cannot be done: {{why}}',
  'script.unsettled': 'the robot was still busy two minutes later.',
} as const
