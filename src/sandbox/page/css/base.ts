/** What holds for every element. */
export const base = `
* { box-sizing: border-box }
[hidden] { display: none !important }
html { height: 100% }
body { display: flex; flex-direction: column; height: 100dvh; margin: 0; overflow: hidden; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
h1, h2, h3, h4, p, ul, ol { margin: 0; padding: 0 }
h1, h2, h3, h4 { font-size: 1em }
ul, ol { list-style: none }
select, input, button { font: inherit; color: inherit; border-radius: 8px }
select, input { min-width: 0; padding: .35rem .5rem; background: var(--paper); border: 1px solid var(--line) }
button { padding: .4rem .9rem; border: 1px solid var(--line); background: var(--paper); cursor: pointer }
button:disabled { opacity: .55; cursor: not-allowed }
button.blue, button.send { background: var(--act); color: var(--on); border-color: transparent }
button.red { color: var(--red); border-color: currentColor }
button.plain { border-color: transparent; background: none; color: var(--link) }
button.plain:hover, .toggle:hover { background: var(--tint) }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px }
.soft { color: var(--soft); font-size: .86em }
.icon { width: 1.35em; height: 1.35em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.pill { display: inline-block; min-width: 1.6em; padding: 0 .45em; border-radius: 1em; background: #d92d3a; color: #fff; font-size: .75rem;
  line-height: 1.6; text-align: center }
.mention { color: var(--link) }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.face { flex: none; display: inline-grid; place-items: center; width: 40px; height: 40px; border-radius: 10px; font-size: .82rem;
  color: #fff }
.tone-0 { background: #2468d8 }
.tone-1 { background: #b3501a }
.tone-2 { background: #2b7a4b }
.tone-3 { background: #7a4fc2 }
.tone-4 { background: #b83b5e }
.tone-5 { background: #0f7482 }
.tone-6 { background: #86610f }
.tone-7 { background: #4a5fb8 }
.face.robot { background: #0b63d6 } .face .icon { width: 26px; height: 26px }
.face.group { background: #2f7d6b }
`
