/** The usual list of conversations: all of them sent at once and again with every change, in one component, as plain rows. */
import { h, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

function PlainList() {
  const [conversations, setConversations] = useState([]);
  const [text, setText] = useState('');
  const [focused, setFocused] = useState(null);
  useEffect(() => {
    window.addEventListener('message', ({ data }) => setConversations(data.conversations));
  }, []);
  return h('nav', { class: 'conversations' }, [
    h('input', { role: 'combobox', value: text, onInput: (event) => setText(event.currentTarget.value) }),
    h(
      'div',
      { class: 'list-body' },
      h(
        'ul',
        {},
        conversations.map((conversation) =>
          h(
            'li',
            { key: conversation.id, class: conversation.id === focused ? 'conversation current' : 'conversation' },
            [
              h(
                'button',
                { class: 'conversation-open', 'data-row': conversation.id, onFocus: () => setFocused(conversation.id) },
                [
                  h('span', { class: 'conversation-text' }, [
                    h('span', { class: 'conversation-title' }, conversation.title),
                    h('span', { class: 'conversation-facts' }, [
                      h('time', {}, new Date(conversation.updatedAt).toLocaleDateString('en')),
                      h('span', { class: 'conversation-workspace' }, conversation.workspace),
                      conversation.tags.map((tag) => h('span', { class: 'conversation-tag' }, tag)),
                    ]),
                  ]),
                ],
              ),
            ],
          ),
        ),
      ),
    ),
  ]);
}

const style = document.createElement('style');
style.textContent = '.conversations { height: 100%; } .conversation { content-visibility: visible; }';
document.head.append(style);
render(h(PlainList), document.getElementById('app'));
