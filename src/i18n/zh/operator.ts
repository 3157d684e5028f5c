/** 运维人员在终端里读到的话。 */
export const operator = {
  'config.title': 'Rolekeeper 无法启动。下列设置缺失或有误：',
  'config.missing': '缺少 {{name}}：{{is}}',
  'config.wrong': '{{name}} 有误：{{is}}',
  'config.where': '设置来自环境变量或当前目录的 .env 文件；.env.example 列出了全部设置。',
  'config.sandbox': '什么都没有设置。不用钉钉账号即可试用：npm run sandbox',
  'config.DINGTALK_CLIENT_ID':
    '应用的 Client ID（AppKey），形如 dingabc123。开发者后台 > 应用 > 凭证与基础信息。',
  'config.DINGTALK_CLIENT_SECRET':
    '应用的 Client Secret（AppSecret），不含空白。开发者后台 > 应用 > 凭证与基础信息。',
  'config.DINGTALK_CORP_ID': '组织的 CorpId，形如 ding0123456789abcdef。开发者后台首页右上角。',
  'config.DINGTALK_REGION': '国内版为 com，国际版为 io。默认 com。',
  'config.DINGTALK_API_URL': '替代 https://api.dingtalk.com 的 http 或 https 地址。通常不设。',
  'config.DINGTALK_OAPI_URL': '替代 https://oapi.dingtalk.com 的 http 或 https 地址。通常不设。',
  'config.DINGTALK_CARD_TEMPLATE_ID':
    '卡片模板 ID，以 .schema 结尾。卡片平台。默认：公共的 markdown + 按钮模板。',
  'config.DINGTALK_RBAC_AGENT_ID':
    '应用的 AgentId，不含空格，须经钉钉权限平台开通。凭证与基础信息。不设则 /rbac 关闭。',
  'config.DINGTALK_QPS': '每个 API 每秒调用次数，1 到 60 的整数。标准版 20，付费包 60。',
  'config.DATABASE_URL':
    'SQLite 用 file:data/rolekeeper.db，Postgres 用 postgres://user:password@host/database。',
  'config.POLICY_FILE': '可以读取的策略文件路径。不设则使用内置策略。',
  'config.LOCALE': 'en 或 zh，卡片和消息的语言。默认 en。',
  'config.HOST':
    '提供 /healthz、/readyz 和 /metrics 的本机地址或主机名，不含端口。0.0.0.0 表示全部地址，如在容器中。默认 127.0.0.1。',
  'config.PORT': '/healthz、/readyz 和 /metrics 的端口，0 到 65535。默认 8080。',
  'config.LOG_LEVEL': 'error、warn、info 或 debug。默认 info。',
  'policy.title': 'Rolekeeper 无法启动。策略文件有误：',
  'audit.usage':
    'rolekeeper audit verify [--head 序号:哈希]      审计记录是否完整且未被改动？\nrolekeeper audit export [--format jsonl|csv]   输出全部记录',
  'store.newerSchema':
    '更新的 Rolekeeper 版本已经用过这个数据库（步骤 {{migration}}）。请重新启动那个版本，或恢复它在该步骤之前所做的副本（docs/operations.md）。',
  'audit.noDatabase': '没有数据库 {{url}}，因此没有审计。',
  'audit.badHead': '链头形如 120:9f3c…，即机器人记下的样子：序号、冒号和 64 个字符。',
  'audit.sound': '审计记录完整，直至第 {{seq}} 条，其哈希为 {{hash}}',
  'audit.edited': '第 {{seq}} 条记录被改动过。',
  'audit.missing': '第 {{seq}} 条记录缺失。',
  'audit.inserted': '第 {{seq}} 条记录是插入的。',
  'audit.unnumbered': '有一条记录的编号无效。',
  'audit.head': '标明审计记录终点的表 audit_head 不是应有的唯一一行。',
  'audit.reordered': '从第 {{seq}} 条起顺序被改动。',
  'audit.cut': '审计记录在第 {{seq}} 条之前被截断。',
  'cli.usage':
    'rolekeeper serve     运行机器人（npm start）\nrolekeeper sandbox   在本机运行一个自己的钉钉，机器人就在里面\n                     --watch 文件       每次写入该文件时重新启动机器人\n                     --script 文件      执行脚本并输出对话\n                     --only-dingtalk    不带机器人：输出供其他机器人使用的设置\n                     --any-card-template   也接受自己的卡片模板\nrolekeeper doctor    检查凭证、权限、数据库和时钟\nrolekeeper policy    输出内置策略，可作为自己策略的起点\nrolekeeper audit     校验或导出审计记录',
  'cli.unknown': '没有 “rolekeeper {{command}}”。',
  'sandbox.open': '请打开 {{url}}，发送 /role members 1203141。按 Ctrl-C 停止。',
  'sandbox.again': '已换成新的机器人。',
  'sandbox.usage':
    'rolekeeper sandbox [--watch 文件 | --script 文件 | --only-dingtalk] [--any-card-template]',
  'sandbox.alone': '不带机器人的钉钉。页面在 {{url}}，按 Ctrl-C 停止。机器人的设置：',
  'script.line': '{{file}} 第 {{number}} 行：{{why}}',
  'script.unreadable': '无法读取 {{file}}。',
  'script.noRobot': '机器人没有启动，什么都没有执行。',
  'script.toOne': '{{robot}} 单独发给 {{person}}',
  'script.card': '卡片 {{number}}',
  'script.cardNow': '卡片 {{number}} 变为',
  'script.onlyFor': '仅 {{person}} 可见',
  'script.presses': '{{person}} 点击 {{card}} 上的 {{button}}',
  'script.syntax':
    '“{{line}}” 不是脚本行。可以写：“boss001: /help”、“boss001 (single): /help”、“boss002 presses approve”、“outside: …”、“fault: …”、“advance 8h”、“robot restarts”、“# 注释”。',
  'script.nobody': '没有 userid 为 {{who}} 的人。沙箱页面列出了所有人。',
  'script.severalOfThatName': '有多人名叫 {{who}}。请用 userid 提及。',
  'script.noSingleChat': '{{who}} 属于其他组织，与机器人没有单聊。',
  'script.noFault': '没有故障 {{name}}。全部故障见 src/sandbox/fault-names.ts。',
  'script.badFault': '故障不接受 “{{word}}”。例如：lose-answer /role/update_role',
  'script.badOutside':
    '“{{text}}” 无法在外部执行。例如：rename role 1203142 出纳组、remove admin boss002',
  'script.badTime': '“{{text}}” 不是时长。例如 90s、30m、8h 或 7d。',
  'script.noCard': '没有卡片 {{on}}。',
  'script.noButton': '没有哪张卡片有按钮 “{{button}}”。',
  'script.notHeard': '机器人没有确认收到。',
  'script.outsideFailed': '无法执行：{{why}}',
  'script.unsettled': '两分钟后机器人仍在忙。',
} as const
