/** The one document of the page; its words are filled in by the script, in the chosen language. */
export const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rolekeeper sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/page.css">
<script type="module" src="/page/page.js"></script>
</head>
<body>
<div class="phone">
  <header>
    <div class="bar">
      <h1 id="title"></h1>
      <span id="link" class="link" role="status"></span>
      <button id="language" type="button" class="plain"></button>
    </div>
    <div class="choices">
      <label><span data-word="person"></span><select id="person"></select></label>
      <label><span data-word="conversation"></span><select id="conversation"></select></label>
    </div>
  </header>
  <main>
    <ol id="items" tabindex="0" aria-live="polite"></ol>
    <p id="empty"></p>
  </main>
  <form id="composer" autocomplete="off">
    <span id="robot" class="mention"></span>
    <select id="mention"></select>
    <input id="text" type="text" maxlength="4000" enterkeyhint="send">
    <button type="submit" class="send" data-word="send"></button>
    <p id="notice" role="alert"></p>
  </form>
</div>
</body>
</html>
`
