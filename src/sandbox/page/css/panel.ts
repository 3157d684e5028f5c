/** The panels beside the phones. */
export const panel = `
.panel { flex: 0 1 25rem; display: flex; flex-direction: column; min-width: 18rem; background: var(--paper); border-left: 1px solid var(--line) }
.panel-top { flex: none; display: flex; align-items: center; justify-content: space-between; padding: .4rem .5rem .4rem 1rem; border-bottom: 1px solid var(--line) }
.panel-top h2 { font-size: 1.05rem }
.panel-body { flex: 1; min-height: 0; padding: .8rem 1rem 1.5rem; overflow-y: auto; overflow-wrap: anywhere }
.panel-body:focus-visible { outline-offset: -3px }
.panel h3 { margin: 1rem 0 .4rem } .panel h4 { margin: .5rem 0 .2rem; color: var(--soft); font-size: .86em; font-weight: 500 }
.roles > li, .changes li { margin-bottom: .35rem; padding: .45rem .65rem; border: 1px solid var(--line); border-radius: 10px }
.roles ul, .tree ul { margin-left: .9rem }
.persons li { display: flex; align-items: center; gap: .6rem; margin-bottom: .45rem }
.persons .face { width: 32px; height: 32px; font-size: .7rem }
.persons b { display: block; font-weight: 500 }
.pill.new { background: var(--mark); color: var(--mark-ink) }
.changes del { color: var(--soft) } .changes ins { text-decoration: none; font-weight: 600 }
.changes del + ins::before { content: "→ " }
.console { margin-top: 1.2rem; padding: .2rem .8rem .8rem; border: 1px solid var(--line); border-radius: 12px; background: var(--chat) }
.field-row { display: grid; gap: .15rem; margin: .45rem 0; font-size: .9rem }
.console button { margin-top: .4rem }
.counts { display: grid; gap: .2rem; margin: .6rem 0 } .counts b { font-size: 1.15rem }
.wire > li { border-bottom: 1px solid var(--line) }
.wire summary { padding: .4rem 0; cursor: pointer } .wire summary .soft { display: block; padding-left: 1.3rem } .wire .soft.bad { color: var(--red) }
.wire b { font-size: .86rem; font-weight: 550 }
.way { font-weight: 700; color: var(--link) } .way.call { color: var(--green) }
.wire pre { max-height: 22rem; margin: .2rem 0 .6rem; padding: .6rem; overflow: auto; border-radius: 8px; background: var(--chat); font-size: .78rem; white-space: pre-wrap }
.wire .pill { background: var(--tint); color: var(--link) }
.troubles li { display: flex; align-items: center; justify-content: space-between; gap: .8rem; padding: .6rem 0; border-bottom: 1px solid var(--line) }
.troubles .about b, .troubles .about .soft { display: block }
.troubles + p { margin-top: .6rem }
.switch { flex: none; position: relative; width: 46px; height: 26px; padding: 0; border-radius: 13px; border: 0; background: #7d858f }
.switch::after { content: ""; position: absolute; top: 3px; left: 3px; width: 20px; height: 20px; border-radius: 50%; background: #fff; transition: left .15s }
.switch[aria-checked="true"] { background: var(--blue) } .switch[aria-checked="true"]::after { left: 23px }
`
