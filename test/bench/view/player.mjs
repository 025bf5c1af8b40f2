/** Plays an answer to the page as the editor would deliver it, and watches the main thread meanwhile. */

/** Asks only after the last delta: asking costs time too. */
const askMs = 20;

/** @returns milliseconds until the end of the answer was shown, and the tasks over 50 ms until then. */
globalThis.play = ({ feeder, endMark, ...answer }) =>
  new Promise((resolve) => {
    const longTasks = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    const start = performance.now();
    const worker = new Worker(URL.createObjectURL(new Blob([feeder], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => {
      if (data.type !== 'end')
        window.dispatchEvent(new MessageEvent('message', { data, source: window, origin: window.origin }));
      else whenShown(endMark, () => resolve({ elapsed: performance.now() - start, longTasks }));
    };
    worker.postMessage(answer);
  });

function whenShown(text, done) {
  if (!document.getElementById('app').textContent.includes(text)) return void setTimeout(whenShown, askMs, text, done);
  // One frame more: the text has to be laid out as well, and its long task reported.
  requestAnimationFrame(() => setTimeout(done, 2 * askMs));
}
