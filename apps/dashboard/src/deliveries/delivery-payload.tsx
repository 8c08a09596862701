import type { Schema } from '../api/client.ts';
import { describeSize } from '../components/quantities.ts';
import styles from './deliveries.module.css';

/** More than that is not put on the page: GitHub sends up to 25 MiB. */
const mostCharacters = 200_000;

/** The body as GitHub sent it, as text; or why it is not to be seen. */
export function DeliveryPayload({ delivery: { payload, payload_note } }: { delivery: Schema<'DeliveryDetail'> }) {
  if (payload_note !== null) return <p>{payload_note}</p>;
  const text = JSON.stringify(payload, null, 2);
  const isCut = text.length > mostCharacters;
  return (
    <details className={styles.payload}>
      <summary>Show the payload ({describeSize(text.length)})</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className={styles.json} aria-label="Payload" tabIndex={0}>
        <pre>{isCut ? text.slice(0, mostCharacters) : text}</pre>
      </section>
      {isCut && (
        <p className={styles.quiet}>
          The first {describeSize(mostCharacters)} of it. The API gives all: GET /api/v1/github/deliveries/…
        </p>
      )}
    </details>
  );
}
