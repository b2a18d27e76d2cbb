import type { Catalogue, CompleteMessages } from './catalogue.ts';

/** French: *vous*. */
export const fr: Catalogue = {
  locale: 'fr',
  dir: 'ltr',
  messages: {
    app: 'Cette application',
    'missing-token.title': 'L’édition en direct n’a pas pu démarrer',
    'missing-token.body':
      'Votre identification n’est pas parvenue au serveur. Vos modifications ne sont pas partagées.',
    'session-expired.title': 'Votre session a expiré',
    'session-expired.body':
      'Vos modifications ne sont pas partagées. Identifiez-vous à nouveau pour les envoyer.',
    'forbidden.title': 'Ce document n’est pas disponible pour votre compte',
    'forbidden.body': 'Ce compte ne permet pas de l’éditer en direct.',
    'not-permitted.title': 'Vous n’avez pas accès à ce document',
    'not-permitted.body': 'Demandez à son propriétaire de le partager ou changez de compte.',
    'misconfigured.title': 'L’édition en direct n’a pas pu démarrer',
    'misconfigured.body': 'La connexion de cette page pose problème. Réessayer n’y changera rien.',
    'token-unavailable.title': 'L’édition en direct n’a pas pu démarrer',
    'token-unavailable.body':
      '{app} n’a pas pu s’identifier auprès de son service en direct. Si cela continue, contactez son assistance.',
    'token-unavailable.body.unknown':
      'Cette application n’a pas pu s’identifier auprès de son service en direct. Si cela continue, contactez son assistance.',
    'connection-limit.title': 'L’édition en direct est complète pour le moment',
    'connection-limit.body':
      'Toutes les places sont prises. Nous vous connecterons dès qu’une place se libérera.',
    'connection-limit.admin.title': 'Limite de connexions atteinte',
    'connection-limit.admin.body':
      'Les {limit} connexions simultanées sont utilisées. Plus personne ne peut entrer.',
    'connection-limit.admin.body.unknown':
      'Toutes les connexions simultanées sont utilisées. Plus personne ne peut entrer.',
    'document-limit.title': 'Trop de documents sont ouverts',
    'document-limit.body':
      'Votre équipe a atteint sa limite de documents ouverts à la fois. Fermez-en un que vous n’utilisez pas. Une place se libérera environ 10 secondes après.',
    'document-limit.admin.title': 'Limite de documents atteinte',
    'document-limit.admin.body': 'Documents ouverts\u00a0: {active} sur {limit}.',
    'document-limit.admin.body.unknown': 'Tous les documents de votre forfait sont ouverts.',
    'rate-limit.title': 'La synchronisation marque une pause',
    'rate-limit.body': 'Il y a eu beaucoup de modifications à la fois. Vous pouvez continuer à travailler.',
    'rate-limit.admin.title': 'Limite d’opérations atteinte',
    'rate-limit.admin.body': '{app} a dépassé {limit} opérations par minute.',
    'rate-limit.admin.body.unknown': '{app} a dépassé sa limite d’opérations par minute.',
    'invalid-name.title': 'Ce document ne peut pas être ouvert',
    'invalid-name.body':
      'Son nom contient des caractères non autorisés. Utilisez des lettres sans accent, des chiffres, des tirets et des tirets bas, 255 caractères au plus.',
    'invalid-name.suggestion': 'Ce nom conviendrait\u00a0: {name}',
    'document-full.title': 'Ce document est complet',
    'document-full.body':
      'Toutes les places sont prises. Nous vous ferons entrer dès qu’une place se libérera.',
    'document-full.admin.title': 'Ce document est complet',
    'document-full.admin.body': 'Il a atteint sa limite de {limit} personnes.',
    'document-full.admin.body.unknown': 'Il a atteint sa limite de personnes.',
    'redirect.title': 'Passage à une connexion plus rapide…',
    'redirect.body': 'Cela prend quelques secondes. Vous pouvez continuer à travailler.',
    'offline.title': 'Vous êtes hors ligne',
    'offline.body':
      'Vous pouvez continuer à travailler. Les modifications seront synchronisées à votre retour en ligne.',
    'reconnecting.title': 'Tentative de reconnexion…',
    'reconnecting.body':
      'Vous pouvez continuer à travailler. Les autres ne voient pas encore vos dernières modifications.',
    'unreachable.title': 'Toujours pas de connexion',
    'unreachable.body':
      'Vérifiez votre connexion internet ou la page d’état. Vous pouvez continuer à travailler.',
    'degraded.title': 'La synchronisation est lente pour le moment',
    'degraded.body':
      'Nous nous en occupons. Vous pouvez continuer à travailler. Les autres verront vos modifications plus tard.',
    'maintenance.title': 'Maintenance en cours',
    'maintenance.body':
      'Les documents ouverts restent utilisables. D’ici la fin, vous ne pourrez peut-être pas vous identifier ni en ouvrir d’autres.',
    'busy.title': 'La synchronisation marque une pause',
    'busy.body': 'Trop de personnes se connectent à la fois.',
    'usage-warning.title': '{percent} des connexions simultanées sont utilisées',
    'usage-warning.body': '{value} sur {max} sont utilisées. À {max}, plus personne ne peut entrer.',
    'usage-critical.title': 'Presque plus de connexions simultanées',
    'usage-critical.body': '{value} sur {max} sont utilisées. Bientôt, plus personne ne peut entrer.',

    'countdown.reconnecting': 'Reconnexion dans {time}.',
    'countdown.trying': 'Nouvel essai dans {time}.',
    'countdown.now': 'Connexion en cours.',
    'countdown.paused': 'Reconnexion automatique désactivée.',

    'work.tab': {
      one: '{n} modification non envoyée reste dans cet onglet. Gardez-le ouvert.',
      many: '{n} modifications non envoyées restent dans cet onglet. Gardez-le ouvert.',
      other: '{n} modifications non envoyées restent dans cet onglet. Gardez-le ouvert.',
    },
    'work.device': {
      one: '{n} modification non envoyée reste sur cet appareil.',
      many: '{n} modifications non envoyées restent sur cet appareil.',
      other: '{n} modifications non envoyées restent sur cet appareil.',
    },
    'work.some.tab': 'Les modifications non envoyées restent dans cet onglet. Gardez-le ouvert.',
    'work.some.device': 'Les modifications non envoyées restent sur cet appareil.',
    'work.none': 'Toutes vos modifications ont été envoyées.',
    reconnected: {
      one: 'De retour en ligne. Envoi de {n} modification.',
      many: 'De retour en ligne. Envoi de {n} modifications.',
      other: 'De retour en ligne. Envoi de {n} modifications.',
    },
    recovered: 'De retour en ligne. Toutes les modifications sont synchronisées.',
    joined: 'Une place s’est libérée. Vous y êtes.',

    'action.try-now': 'Essayer maintenant',
    'action.try-again': 'Réessayer',
    'action.reconnect': 'Reconnecter',
    'action.pause': 'Ne pas reconnecter automatiquement',
    'action.resume': 'Reconnecter automatiquement',
    'action.sign-in': 'S’identifier',
    'action.signing-in': 'Identification en cours…',
    'action.switch-account': 'Changer de compte',
    'action.request-access': 'Demander l’accès',
    'action.get-help': 'Demander de l’aide',
    'action.tell-admin': 'Prévenir un administrateur',
    'action.upgrade': 'Changer de forfait',
    'action.see-plans': 'Voir les forfaits',
    'action.view-usage': 'Voir l’utilisation',
    'action.close-unused': 'Fermer les documents inutilisés',
    'action.rename': 'Renommer',
    'action.go-back': 'Revenir',
    'action.check-status': 'Voir l’état',
    'action.copy-changes': 'Copier mes modifications',
    'action.copied': 'Copié',
    'action.copy-details': 'Copier les détails',
    'action.copy-message': 'Copier le message',
    'action.upgraded': 'J’ai changé de forfait',
    'action.not-now': 'Pas maintenant',
    'action.dismiss': 'Masquer',
    'action.collapse': 'Masquer les détails',
    'action.expand': 'Voir les détails',
    'action.close-selected': {
      one: 'Fermer {n} document',
      many: 'Fermer {n} documents',
      other: 'Fermer {n} documents',
    },

    'status.live': 'En direct',
    'status.connecting': 'Connexion en cours…',
    'status.reconnecting': 'Reconnexion en cours…',
    'status.waiting': 'En attente d’une place',
    'status.paused': 'En pause',
    'status.offline': 'Hors ligne',
    'status.stopped': 'Non connecté',
    'unsynced.pending': 'Envoi des modifications…',
    'unsynced.none': 'Toutes les modifications sont synchronisées',

    'close-documents.title': 'Fermer les documents inutilisés',
    'close-documents.body':
      'Une place se libère environ 10 secondes après le départ de la dernière personne.',
    'close-documents.none': 'Aucun autre document n’est ouvert ici.',
    'close-documents.waiting': 'En attente d’une place…',
    'upgrade.title': 'Changer de forfait',
    'upgrade.body':
      '{app} a atteint sa limite de {max} connexions simultanées. Les personnes déjà connectées le restent. Les nouvelles limites s’appliquent à la prochaine connexion.',
    'upgrade.body.unknown':
      '{app} a atteint une limite de son forfait. Les personnes déjà connectées le restent. Les nouvelles limites s’appliquent à la prochaine connexion.',
    'upgrade.use': 'Utilisation actuelle\u00a0: {value} sur {max}',
    'upgrade.ask.title': 'Demander plus de places à un administrateur',
    'upgrade.ask.body': 'Seul un administrateur peut changer le forfait.',
    'upgrade.ask.message':
      '{app} a atteint une limite de son forfait d’édition en direct. Pouvez-vous vérifier\u202f? {url}',
    'usage.connections': 'Connexions simultanées',
    'usage.documents': 'Documents ouverts',
    'usage.value': '{value} sur {max}',
    'usage.value.unlimited': '{value}, sans limite',
    'usage.left': {
      one: '{n} place restante',
      many: '{n} de places restantes',
      other: '{n} places restantes',
    },
    'presence.label': 'Personnes présentes',
    'presence.more': {
      one: '{n} autre personne',
      many: '{n} d’autres personnes',
      other: '{n} autres personnes',
    },
    'presence.you': '{name} (vous)',
    'presence.anonymous': 'Quelqu’un',
  } satisfies CompleteMessages<'one' | 'many' | 'other'>,
};
