import { useUsage } from '../../../src/index.ts';

/** Seats, as this app calls connections. Asked for once a minute, by one tab of the browser. */
export function Seats() {
  const { value, problem } = useUsage();
  if (value === null) return <p>{problem === null ? 'Counting the seats …' : 'Nobody counts the seats.'}</p>;
  const { current, limit, left, level } = value.connections;
  if (!Number.isFinite(limit)) return <p>{current} seats are taken.</p>;
  return (
    <p>
      {current} of {limit} seats are taken. {level === 'healthy' ? null : <strong>{left} left.</strong>}
    </p>
  );
}
