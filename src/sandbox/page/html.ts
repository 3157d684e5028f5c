/** The one document of the page; phones, panels and words are put in by the scripts. */
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
<header class="bar">
  <h1 data-word="page"></h1>
  <span id="link" class="link" role="status"></span>
  <nav id="open" class="open" data-label="panels"></nav>
  <div class="settings">
    <button id="tour" type="button" class="plain" data-word="tour"></button>
    <button id="theme" type="button" class="plain sign"></button>
    <button id="language" type="button" class="plain" data-word="other"></button>
  </div>
</header>
<p id="gone" class="gone" role="alert"></p>
<div class="which" role="group" data-label="phones">
  <button id="show-left" type="button" data-word="left"></button>
  <button id="show-right" type="button" data-word="right"></button>
</div>
<div class="stage">
  <main id="phones" class="phones" inert></main>
  <aside id="panel" class="panel" aria-labelledby="panel-title" hidden></aside>
</div>
<noscript>This page needs JavaScript.</noscript>
</body>
</html>
`
