'use client';
import { type CSSProperties, forwardRef, type Ref } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { presence as english } from '../../messages/english/components.ts';
import { type Presence, presenceStoreOf } from '../../react/use-presence.ts';
import { useShallow } from '../../react/use-shallow.ts';
import { useDocuments, useStores } from '../documents/use-documents.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';

/** Somebody who is here, in however many tabs. */
export interface Person {
  /** Tells people apart; default: their name. */
  readonly id?: string | undefined;
  /** Shown as initials, and in full to who points at them. Default: “Someone”. */
  readonly name?: string | undefined;
  /** Any CSS color. Default: that of the stylesheet. */
  readonly color?: string | undefined;
}

/** What {@link PresenceAvatars} take. */
export interface PresenceAvatarsProps extends PartProps<{ readonly count: string }>, NoticeSettingsProps {
  /** Default: all that the provider holds open. */
  readonly document?: WireSocketDocument | undefined;
  /** Where a person is in the awareness state. Default: `state.user`. */
  readonly personOf?: ((presence: Presence) => Person) | undefined;
  /** How many are shown before “and more”. Default: 5. */
  readonly max?: number | undefined;
}

/** Who has the document open: one avatar a person. It is not announced: people come and go. */
export const PresenceAvatars = forwardRef(function PresenceAvatars(
  { document, personOf = userOf, max = 5, ...props }: PresenceAvatarsProps,
  ref: Ref<HTMLElement>,
) {
  const [settings, rest] = useSettings(props);
  const { say } = wordsOf(settings, english);
  const everybody = useStores(useDocuments(document), presenceStoreOf, useShallow(all));
  const people = groupByPerson(everybody.flat(), personOf);
  const more = people.length - max;
  return (
    <Part
      tag="ul"
      name="presence"
      aria-label={say('presence.label').text}
      state={{ count: String(people.length) }}
      ref={ref}
      {...rest}
    >
      {people.slice(0, max).map(([key, { isLocal, name: given, color }]) => {
        const name = asText(given) || say('presence.anonymous').text;
        const label = isLocal ? say('presence.you', { name }).text : name;
        return (
          <li key={key} title={label} style={{ '--ws-person': asText(color) } as CSSProperties}>
            <span aria-hidden="true">{initialsOf(name)}</span>
            <span className="ws-hidden">
              <bdi>{label}</bdi>
            </span>
          </li>
        );
      })}
      {more > 0 && (
        <li>
          <span aria-hidden="true">+{more}</span>
          <span className="ws-hidden">{say('presence.more', { n: more }).text}</span>
        </li>
      )}
    </Part>
  );
});

function all<Each>(each: Each): Each {
  return each;
}

function userOf({ state }: Presence): Person {
  return Object(state.user) as Person;
}

interface Group extends Person {
  readonly isLocal: boolean;
}

/** One's own first, for whom nobody else speaks. */
function groupByPerson(
  everybody: Presence[],
  personOf: (presence: Presence) => Person,
): [key: string, group: Group][] {
  const groups = new Map<string, Group>();
  for (const presence of everybody.sort((a, b) => Number(b.isLocal) - Number(a.isLocal))) {
    const person = personOf(presence);
    // Of what came as JSON this can always be made, and a string cannot.
    const key = JSON.stringify(person.id ?? (person.name || presence.clientId));
    if (!groups.has(key)) groups.set(key, { ...person, isLocal: presence.isLocal });
  }
  return [...groups];
}

/** Whoever else is here may have put anything there. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The first letters of the first and the last word; of an emoji that is made of several its first. */
function initialsOf(name: string): string {
  const initials = name.trim().replace(/^(\S)\S*(.*\s(\S)\S*)?$/su, '$1$3');
  return initials.toLocaleUpperCase();
}
