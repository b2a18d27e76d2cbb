'use client';
import { useEffect } from 'react';
import { type Announcement, announce, prepareAnnouncer } from './announcer.ts';

/**
 * Speaks through the page's one announcer, which is there from the first mount on.
 *
 * @returns says something once per `key`
 */
export function useAnnouncer(): (announcement: Announcement) => void {
  useEffect(prepareAnnouncer, []);
  return announce;
}
