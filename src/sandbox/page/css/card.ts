/** The card template "markdown + buttons": title, text, tips, buttons. */
export const card = `
.card { overflow: hidden; overflow-wrap: anywhere; background: var(--paper); border-radius: 3px 12px 12px 12px; box-shadow: 0 1px 2px rgb(0 0 0 / 8%) }
.card > * { margin: 0; padding: .35rem .85rem }
.card h3 { padding-top: .7rem; font-size: 1.03rem; font-weight: 650; line-height: 1.4 }
.card .text { font-size: .94em }
.card > :last-child { padding-bottom: .8rem }
.tips { padding-top: .15rem; font-size: .8rem; color: var(--soft) }
.buttons { display: flex; gap: .5rem; padding-top: .45rem }
.buttons button { flex: 1 1 0; min-width: 0; padding: .42rem .3rem; border-radius: 8px; font-size: .95em; font-weight: 500; white-space: nowrap }
.buttons .gray { background: var(--chat) }
.buttons .red { border-color: var(--line) }
.buttons button:hover { filter: brightness(.96) }
.buttons [aria-busy]::after { content: ""; display: inline-block; width: .8em; height: .8em; margin-left: .45em; border: 2px solid currentColor;
  border-right-color: transparent; border-radius: 50%; vertical-align: -.1em; animation: turn .8s linear infinite }
@keyframes turn { to { transform: rotate(1turn) } }
`
