/** A list with one growing answer, in the markup that SCOUT's style sheet knows, for views to compare with. */
export function createScroller() {
  document.getElementById('app').innerHTML = `
    <div class="app"><div class="messages-frame"><div class="messages"><div class="messages-content">
      <article class="message assistant"><div class="body"><div class="markdown"></div></div></article>
    </div></div></div></div>`;
  const scroller = document.querySelector('.messages');
  return {
    content: document.querySelector('.markdown'),
    /** The reader follows the answer. */
    showEnd: () => {
      scroller.scrollTop = scroller.scrollHeight;
    },
  };
}
