/** The messages: grey ground, white bubbles, one's own in blue on the right. */
export const chat = `
.items { flex: 1; min-height: 0; padding: .7rem .7rem .4rem; overflow-y: auto; overscroll-behavior: contain }
.items:focus-visible { outline-offset: -3px }
.empty { position: absolute; inset: 34% 1.5rem auto; text-align: center; color: var(--soft); pointer-events: none }
.item { margin-bottom: .95rem }
.when { margin: .1rem 0 .6rem; text-align: center; font-size: .75rem; color: var(--soft) }
.row { display: flex; gap: .55rem }
.own .row { flex-direction: row-reverse }
.body { flex: 1; min-width: 0; padding-right: 1.6rem }
.own .body { display: flex; flex-direction: column; align-items: flex-end; padding: 0 0 0 2.4rem }
.robot .body { padding-right: 0 }
.who { display: flex; align-items: center; gap: .4rem; margin-bottom: .15rem; font-size: .78rem; color: var(--soft) }
.own .who { flex-direction: row-reverse }
.who time { font-size: .92em }
.badge { padding: 0 .35em; border-radius: 4px; background: var(--tint); color: var(--link); font-size: .9em; line-height: 1.5 }
.at-you { color: var(--red); font-weight: 600 }
.bubble { display: inline-block; max-width: 100%; padding: .45rem .7rem; overflow-wrap: anywhere; background: var(--paper); border-radius: 3px 12px 12px 12px }
.flag { white-space: nowrap }
.own .bubble { background: var(--own); border-radius: 12px 3px 12px 12px }
.read { margin-top: .1rem; font-size: .72rem; color: var(--soft) }
.read.not { color: var(--link) }
.text > :first-child { margin-top: 0 } .text > :last-child { margin-bottom: 0 }
.text h3, .text h4, .text h5, .text h6 { margin: .5rem 0 .25rem; font-size: 1em; font-weight: 650 }
.text h3 { font-size: 1.3em } .text h4 { font-size: 1.18em } .text h5 { font-size: 1.08em }
.text table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse } .text th, .text td { padding: .2rem .5rem; border: 1px solid var(--line); text-align: left }
.text p, .text ul, .text ol, .text blockquote, .text pre { margin: .3rem 0 }
.text ul, .text ol { padding-left: 1.25rem } .text ul { list-style: disc } .text ol { list-style: decimal }
.text blockquote { padding-left: .7rem; border-left: 3px solid var(--line); color: var(--soft) }
.text pre { overflow-x: auto } .text a { color: var(--link) }
.text hr { border: 0; border-top: 1px solid var(--line) }
@keyframes appear { from { opacity: 0; transform: translateY(8px) } }
@keyframes edited { from { box-shadow: 0 0 0 3px var(--blue); background: var(--tint) } 40% { box-shadow: 0 0 0 3px var(--blue) } }
.fresh { animation: appear .25s ease-out }
.edited .card { animation: edited 1.6s ease-out }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; transition: none !important } }
`
