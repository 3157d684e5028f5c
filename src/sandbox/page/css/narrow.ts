/** Where two phones do not fit side by side there is one, the whole window; a switch above chooses which. */
export const narrow = `
@media (max-width: 1180px) {
  .with-panel .panel { position: absolute; inset: 0 0 0 auto; z-index: 8; width: min(25rem, 100%); box-shadow: var(--shade) }
}
@media (max-width: 760px) {
  .bar { gap: .1rem .5rem; padding: .3rem .7rem } .bar h1 { font-size: .9rem } .settings { margin-left: auto } .open { order: 3; flex: 1 }
  .toggle { flex: 1; padding: .15rem .3rem; font-size: .85rem } .link { font-size: 0 } .settings .plain { padding: .2rem .45rem }
  .which { flex: none; display: flex; padding: .3rem calc(44% + 1.1rem) .3rem .7rem; gap: .3rem; background: var(--paper) }
  .which .news::after { content: ""; display: inline-block; width: .55rem; height: .55rem; margin-left: .4rem; border-radius: 50%; background: #d92d3a }
  .which button { flex: 1; padding: .2rem; font-size: .9rem } .which [aria-pressed="true"] { border-color: transparent; background: var(--act); color: var(--on) }
  .phones { padding: 0 } .place { flex: 1 1 100%; max-height: none; gap: 0 }
  .holder { position: absolute; top: -2.2rem; right: .7rem; width: 44% } .holder label { position: absolute; clip-path: inset(50%) } .holder select { flex: 1; padding: .2rem .3rem; font-size: .9rem }
  .phone { border: 0; border-radius: 0; box-shadow: none } .status { display: none } .composer { padding-bottom: .55rem } .field input { font-size: 16px }
  [data-shown="left"] #right, [data-shown="right"] #left { display: none }
  .with-panel .panel { inset: 0; width: 100%; border: 0 }
}
`
