/** Texts that would run script, load something or leave the page if anything of them became HTML or a live address. */

const run = 'window.pwned=1';
const addresses = [
  `javascript:${run}`,
  `JaVaScRiPt:${run}`,
  `&#106;avascript:${run}`,
  `java&#9;script:${run}`,
  `\u0001javascript:${run}`,
  `vbscript:${run}`,
  'data:text/html;base64,PHNjcmlwdD5wYXJlbnQucHduZWQ9MTwvc2NyaXB0Pg==',
  'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InBhcmVudC5wd25lZD0xIi8+',
  'command:workbench.action.quit',
  'vscode:extension/evil',
  'file:///etc/passwd',
  'blob:https://tracker.example/x',
  '//tracker.example/x',
];
const places: readonly ((address: string) => string)[] = [
  (address) => `[a](${address})`,
  (address) => `[a](<${address}> "t")`,
  (address) => `[a][r]\n\n[r]: <${address}>`,
  (address) => `<${address}>`,
  (address) => `![a](${address})`,
  (address) => `[![a](${address})](${address})`,
  (address) => `| [a](${address}) |\n|-|\n| ${address} |`,
];
const tags = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `<svg onload="${run}"></svg>`,
  `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  `<a href="javascript:${run}">x</a>`,
  `<body onload=${run}>`,
  '<link rel=stylesheet href=https://tracker.example/x.css>',
  '<style>body{background:url(https://tracker.example/x)}</style>',
  '<meta http-equiv=refresh content="0;url=https://tracker.example">',
  '<form action=https://tracker.example><button>x</button></form>',
  `<details open ontoggle=${run}><summary>x</summary></details>`,
  `<input autofocus onfocus=${run}>`,
  `<object data="javascript:${run}"></object>`,
  '<base href=https://tracker.example/>',
];
const frames: readonly ((tag: string) => string)[] = [
  (tag) => tag,
  (tag) => `<details>\n<summary>${tag}</summary>\n\n${tag}\n</details>`,
  (tag) => `<sub>${tag}</sub><kbd>${tag}</kbd>`,
  (tag) => `> [!NOTE]\n> ${tag}`,
  (tag) => `a[^1]\n\n[^1]: ${tag}`,
  (tag) => `$${tag}$ and $$${tag}$$`,
  (tag) => `\`\`\`${tag}\n${tag}\n\`\`\``,
  (tag) => `\`\`\`html\n${tag}\n\`\`\``,
];

export const injections: readonly string[] = [
  ...addresses.flatMap((address) => places.map((place) => place(address))),
  ...tags.flatMap((tag) => frames.map((frame) => frame(tag))),
];
