/** What the guided tour says, and the ring around what it points at. */
export const coach = `
.coach { position: fixed; z-index: 10; width: 17.5rem; padding: .7rem 1rem 1rem; border-radius: 14px; background: var(--paper); border: 2px solid var(--blue);
  box-shadow: var(--shade) }
.coach-top { display: flex; align-items: center; justify-content: space-between; min-height: 2rem }
.coach .skip { margin-right: -.6rem; padding: .2rem .6rem; font-size: .84rem }
.coach h2 { margin-bottom: .2rem; font-size: 1.12rem }
.typed { display: block; margin-top: .5rem; padding: .3rem .6rem; border-radius: 8px; background: var(--chat); font-size: .88rem; overflow-wrap: anywhere } .typed:empty { display: none }
.coach[data-side="right"]::before, .coach[data-side="left"]::before { content: ""; position: absolute; top: var(--arrow); left: -9px; width: 14px; height: 14px;
  background: var(--paper); border: solid var(--blue); border-width: 0 0 2px 2px; transform: rotate(45deg) }
.coach[data-side="left"]::before { left: auto; right: -9px; transform: rotate(225deg) }
.acts { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .7rem } .acts:empty { display: none }
.dots { display: flex; gap: .35rem; margin-top: .8rem } .dots:empty { display: none }
.dots span { width: .5rem; height: .5rem; border-radius: 50%; background: var(--line) } .dots .on { background: var(--blue) }
.target { animation: ring 1.4s ease-in-out infinite alternate; outline: 3px solid var(--blue); outline-offset: 3px }
.composer.target { outline-offset: -3px; border-radius: 6px 6px 28px 28px }
@keyframes ring { to { outline-color: color-mix(in srgb, var(--blue) 40%, transparent) } }
`
