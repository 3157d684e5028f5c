/** The line where one writes, and what is offered above it. */
export const composer = `
.notice { flex: none; margin: 0 .7rem .4rem; padding: .4rem .7rem; border-radius: 8px; background: var(--mark); color: var(--mark-ink); font-size: .85rem }
.notice:empty { display: none }
.composer { flex: none; position: relative; padding: .45rem .6rem .9rem; background: var(--paper);
  border-top: 1px solid var(--line) }
.field { flex: 1; display: flex; align-items: center; gap: .3rem; min-width: 0; padding: 0 .55rem; border: 1px solid var(--line); border-radius: 10px;
  background: var(--chat) }
.field:focus-within { border-color: var(--blue); outline: 2px solid var(--blue) }
.field .mention { flex: none; font-size: .86rem }
.field input { flex: 1; padding: .45rem 0; border: 0; outline: 0; background: none }
.field input::placeholder { color: var(--soft); opacity: 1 }
.starters { display: flex; gap: .4rem; margin-bottom: .4rem }
.starter { padding: .1rem .7rem; border-radius: 1rem; font-size: .84rem } .starter [aria-hidden] { color: var(--link); font-weight: 700 }
.line { display: flex; align-items: center; gap: .4rem }
.send { flex: none; padding: .42rem .75rem }
.offers { position: absolute; inset: auto .5rem 100%; z-index: 3; margin-bottom: .4rem; overflow: hidden; background: var(--paper);
  border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade) }
.offers ul { max-height: 17rem; overflow-y: auto }
.hint { padding: .45rem .8rem; border-bottom: 1px solid var(--line); font-size: .82rem; color: var(--soft) }
.offers li { padding: .4rem .8rem; cursor: pointer }
.offers .label { display: block; font-size: .92rem; overflow-wrap: anywhere }
.offers .note { display: block; font-size: .78rem; color: var(--soft) }
.offers li:hover, .offers [aria-selected="true"] { background: var(--tint) }
.offers [aria-selected="true"] { box-shadow: inset 3px 0 var(--blue) }
`
