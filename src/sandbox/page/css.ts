/** Two palettes by the reader's setting, one column; blue is DingTalk's. */
export const css = `
:root { --ground: #e9ebef; --page: #f3f4f6; --paper: #fff; --ink: #171a1d; --soft: #61676f; --line: #dcdfe4;
  --blue: #0b63d6; --own: #cde3ff; --red: #c92a3a; --on: #fff; color-scheme: light }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0c0d0f; --page: #16181b; --paper: #23262a; --ink: #eceef0; --soft: #a3abb5; --line: #383d43;
    --blue: #6eabff; --own: #1d3f6e; --red: #ff8a93; --on: #0c0d0f; color-scheme: dark }
}
* { box-sizing: border-box }
[hidden] { display: none !important }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
.phone { display: flex; flex-direction: column; height: 100dvh; max-width: 46rem; margin: auto; background: var(--page);
  border-inline: 1px solid var(--line) }
header { padding: .6rem 1rem .7rem; background: var(--paper); border-bottom: 1px solid var(--line) }
.bar { display: flex; align-items: center; gap: .75rem }
h1 { flex: 1; min-width: 0; margin: 0; font-size: 1.1rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.link { font-size: .8rem; color: var(--soft) }
.link::before { content: ""; display: inline-block; width: .55em; height: .55em; margin-right: .4em; border-radius: 50%;
  background: var(--red) }
.link.on::before { background: #1fa35b }
.choices { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin-top: .5rem }
.choices label { display: flex; flex: 1 1 14rem; align-items: center; gap: .5rem; min-width: 0; font-size: .85rem; color: var(--soft) }
.choices span { flex: none }
select, input, button { font: inherit; color: inherit; border-radius: .5rem }
select, input { min-width: 0; padding: .4rem .5rem; background: var(--page); border: 1px solid var(--line) }
.choices select { flex: 1 }
button { padding: .4rem .9rem; border: 1px solid var(--line); background: var(--paper); cursor: pointer }
button:disabled { opacity: .55; cursor: progress }
.plain { padding: .2rem .6rem; font-size: .85rem; color: var(--blue) }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px }
main { flex: 1; min-height: 0; overflow: hidden; position: relative }
#items { height: 100%; margin: 0; padding: 1rem; overflow-y: auto; list-style: none; overscroll-behavior: contain }
#items:focus-visible { outline-offset: -3px }
#empty { position: absolute; inset: 35% 1rem auto; margin: 0; text-align: center; color: var(--soft); pointer-events: none }
.item { display: flex; gap: .6rem; margin-bottom: 1rem }
.own { flex-direction: row-reverse }
.face { flex: none; display: grid; place-items: center; width: 2.4rem; height: 2.4rem; border-radius: .6rem; font-size: .85rem;
  color: #fff; background: hsl(var(--hue) 48% 40%) }
.robot .body { flex: 1 }
.robot .face { background: #0b63d6 }
.body { min-width: 0; max-width: min(85%, 34rem) }
.own .body { text-align: right }
.who { display: block; margin-bottom: .15rem; font-size: .78rem; color: var(--soft) }
.bubble, .card { text-align: left; overflow-wrap: anywhere; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem }
.bubble { display: inline-block; padding: .45rem .75rem }
.own .bubble { background: var(--own); border-color: transparent }
.mention { color: var(--blue) }
.card { width: min(30rem, 100%); overflow: hidden }
.card > * { margin: 0; padding: .6rem .9rem }
.card h2 { font-size: 1rem; border-bottom: 1px solid var(--line) }
.tips { padding-top: 0 !important; font-size: .82rem; color: var(--soft) }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; border-top: 1px solid var(--line) }
.buttons button { flex: 1 1 7rem }
.blue, .send { background: var(--blue); color: var(--on); border-color: transparent }
.red { color: var(--red); border-color: currentColor }
.text > :first-child { margin-top: 0 } .text > :last-child { margin-bottom: 0 }
.text h3, .text h4, .text h5, .text h6 { margin: .6rem 0 .3rem; font-size: 1rem }
.text p, .text ul, .text ol, .text blockquote, .text pre { margin: .4rem 0 }
.text ul, .text ol { padding-left: 1.4rem } .text ul { list-style: disc } .text ol { list-style: decimal }
.text blockquote { padding-left: .7rem; border-left: 3px solid var(--line); color: var(--soft) }
.text pre { overflow-x: auto } .text a { color: var(--blue) }
.text hr { border: 0; border-top: 1px solid var(--line) }
#composer { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding: .7rem 1rem; background: var(--paper);
  border-top: 1px solid var(--line) }
#text { flex: 1 1 9rem }
#mention { width: 3.2rem }
#notice { flex-basis: 100%; margin: 0; font-size: .85rem; color: var(--red) } #notice:empty { display: none }
@media (max-width: 30rem) { #robot { display: none } .body { max-width: 100% } #items { padding: .75rem } }
`
