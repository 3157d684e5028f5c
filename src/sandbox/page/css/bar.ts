/** The bar above the phones. */
export const bar = `
.bar { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; padding: .45rem 1rem; background: var(--paper);
  border-bottom: 1px solid var(--line) }
.bar h1 { font-weight: 650 }
.link { flex: 1; font-size: .85rem; color: var(--soft); white-space: nowrap }
.link::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .4em; border-radius: 50%; background: var(--red) }
.link.on::before { background: var(--green) }
.open, .settings { display: flex; align-items: center; gap: .25rem }
.toggle { padding: .25rem .8rem; border-color: var(--line) }
.toggle[aria-expanded="true"] { border-color: var(--blue); background: var(--tint); color: var(--link) }
.settings .plain { padding: .25rem .6rem }
.sign { min-width: 2.2rem }
.gone { padding: .5rem 1rem; background: var(--mark); color: var(--mark-ink); text-align: center } .gone:empty { display: none }
.which { display: none }
.stage { flex: 1; display: flex; position: relative; min-height: 0 }
`
