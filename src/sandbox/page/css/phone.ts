/** The phones' cases, status bars and DingTalk's bar on top; the list of chats. */
export const phone = `
.phones { flex: 1; display: flex; justify-content: center; align-items: center; gap: clamp(1rem, 5vw, 5rem); min-width: 0; padding: .6rem 1rem 1rem }
.with-panel .phones { gap: 1.25rem }
.place { flex: 0 1 400px; display: flex; flex-direction: column; gap: .5rem; min-width: 0; height: 100%; max-height: 880px }
.holder { flex: none; display: flex; align-items: center; justify-content: center; gap: .6rem }
.holder label { flex: none; font-weight: 650 }
.holder select { min-width: 0 }
.phone { flex: 1; display: flex; flex-direction: column; min-height: 0; overflow: hidden; background: var(--chat); border: 9px solid var(--case);
  border-radius: 38px; box-shadow: var(--shade) }
.status { flex: none; display: flex; justify-content: space-between; align-items: center; padding: .45rem 1.5rem .1rem; background: var(--paper);
  font-size: .78rem; font-weight: 600 }
.battery { position: relative; width: 23px; height: 11px; border: 1px solid currentColor; border-radius: 3px }
.battery::after { content: ""; position: absolute; inset: 1.5px 5px 1.5px 1.5px; border-radius: 1px; background: currentColor }
.nav { flex: none; display: flex; align-items: center; justify-content: center; position: relative; min-height: 46px; padding: .2rem 4.5rem;
  background: var(--paper); border-bottom: 1px solid var(--line) }
.name { display: flex; align-items: baseline; gap: .4rem; min-width: 0 }
.title { overflow: hidden; font-size: 1.08rem; font-weight: 600; text-overflow: ellipsis; white-space: nowrap }
.name .soft { flex: none }
.back { position: absolute; left: .3rem; display: flex; align-items: center; gap: .1rem; padding: .3rem .4rem; border: 0; background: none; color: var(--link) }
.room { flex: 1; display: flex; flex-direction: column; position: relative; min-height: 0 }
.chats { flex: 1; overflow-y: auto; background: var(--paper) }
.chats button { display: flex; align-items: center; gap: .7rem; width: 100%; padding: .65rem .9rem; border: 0; border-radius: 0; text-align: left }
.chats button:hover { background: var(--chat) }
.chats button:focus-visible { outline-offset: -3px }
.about { flex: 1; min-width: 0; display: block }
.top { display: flex; align-items: center; justify-content: space-between; gap: .5rem }
.chats time { flex: none; font-size: .75rem; color: var(--soft) }
.last { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
`
