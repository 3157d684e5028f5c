const light = `--ground: #dfe4eb; --chat: #eef0f3; --paper: #fff; --ink: #171a1d; --soft: #5c636b; --line: #d9dde3;
  --blue: #007fff; --act: #0070eb; --link: #005bc4; --own: #cfe6ff; --tint: #e8f2ff; --red: #c4303f; --on: #fff;
  --case: #1c1f24; --shade: 0 18px 50px rgb(30 45 70 / 28%); --mark: #ffe9a8; --mark-ink: #5b4300; --green: #14804a;
  color-scheme: light`
const dark = `--ground: #0b0d10; --chat: #15171a; --paper: #24272b; --ink: #eceef0; --soft: #a6aeb8; --line: #3a3f46;
  --blue: #3d9bff; --act: #1a70d6; --link: #7db8ff; --own: #1d4478; --tint: #1b2f49; --red: #ff8a93; --on: #fff;
  --case: #3a3f46; --shade: 0 18px 50px rgb(0 0 0 / 60%); --mark: #4d3d08; --mark-ink: #ffe08a; --green: #4cc38a;
  color-scheme: dark`

/**
 * Two palettes: the reader's system chooses, the switch overrides. The accent is DingTalk's blue; behind white text it is a
 * little darker, since white on #007fff stays below the contrast that WCAG 1.4.3 asks for.
 */
export const colours = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }
:root[data-theme="dark"] { ${dark} }
`
