import type { WelcomeView } from '../../protocol/problems.js';
import { useChat } from '../chatContext.js';

/** The ways to a first answer, each with what it takes. */
export function Welcome({ welcome }: { readonly welcome: WelcomeView }) {
  const { post } = useChat();
  return (
    <>
      <h2>{welcome.title}</h2>
      <p>{welcome.text}</p>
      <ul class="welcome-choices">
        {welcome.choices.map(({ action: { id, label }, hint }, index) => (
          <li key={id}>
            <button
              type="button"
              class={index === 0 ? 'button' : 'button secondary'}
              aria-describedby={`welcome-${id}`}
              onClick={() => post({ type: 'action', action: id, messageId: null })}
            >
              {label}
            </button>
            <p id={`welcome-${id}`}>{hint}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
