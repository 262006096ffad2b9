// Written by chatkit-ui/build.mjs from professor_lock/words/; do not edit.
export const SITE_WORDS = {
  en: {
    tryAgain: "Try again",
    reload: "Reload",
    signIn: "Sign in",
    forOperator: "For the operator of this site",
    notSetUp: "This site is not set up yet",
    notSetUpAdvice: "Only its operator can mend that. Their list:",
    pageFailed: "This page could not be made",
    pageFailedAdvice: "Something it needs is not answering or is set up wrongly; the site’s log says what.",
    noSuchPage: "There is no such page",
    toProfessorLock: "To Professor Lock",
    noSignIn: "This site has no sign-in yet.",
    developmentSignIn: "Development sign-in: it believes what you say. Do not offer it to strangers.",
    name: "Name",
    tier: "Tier",
    email: "E-mail",
    password: "Password",
    wrongName: "A name has 1 to 64 letters, digits or _ . @ -",
    wrongTier: "The tier is one of {tiers}",
    wrongCredentials: "Invalid login credentials",
    unconfirmed: "Confirm your e-mail address first: the message that came to it has a link.",
    tooMany: "Too many tries. Wait a minute, then try again.",
    signInFailed: "The sign-in did not work. Try again in a minute.",
    troubles: {
      "script-missing": {
        title: "The chat window could not be loaded",
        advice: "A part of this page is missing. Your conversations are safe; try again in a moment.",
      },
      "script-blocked": {
        title: "Something in this browser keeps the chat window from loading",
        advice:
          "A content blocker, a company network or this page’s own rules stop it. Allow this site’s scripts, then reload.",
      },
      "script-silent": {
        title: "The chat window does not start",
        advice: "It was loaded, but nothing came of it. An old browser can be the reason; reload, or try another.",
      },
      "domain-key": {
        title: "This site is not registered for the chat window",
        advice:
          "The chat window comes from another company, which has not opened it for this address. Only the site can mend that.",
      },
      "wrong-origin": {
        title: "Professor Lock does not know this site",
        advice:
          "The server is running, but it does not accept requests from this address. Only the site can mend that.",
      },
      "server-down": {
        title: "Professor Lock is not answering",
        advice: "The server is down or starting. What you wrote before is kept; try again in a minute.",
      },
      offline: {
        title: "You are offline",
        advice: "This device has no connection. This note goes when it has one again.",
      },
      "insecure-server": {
        title: "The connection to Professor Lock would not be safe",
        advice: "The browser refuses it, rightly. Only the site can mend that.",
      },
      "signed-out": {
        title: "You have been signed out",
        advice: "Your sign-in has ended. Sign in again and your conversations are where you left them.",
      },
      "sign-in-down": {
        title: "Your sign-in cannot be checked",
        advice: "The service that knows who you are is not answering. Try again in a minute.",
      },
      "secret-refused": {
        title: "Your chat session has expired",
        advice: "A new one was asked for and not accepted either. Reload the page to begin afresh.",
      },
      "server-key": {
        title: "This site may not open chats",
        advice: "The server does not recognise this site. Only the site can mend that.",
      },
    },
  },
  ar: {
    tryAgain: "حاول مجددًا",
    reload: "إعادة التحميل",
    signIn: "تسجيل الدخول",
    forOperator: "لمشغّل هذا الموقع",
    notSetUp: "لم يُعدّ هذا الموقع بعد",
    notSetUpAdvice: "مشغّله وحده يستطيع إصلاح ذلك. قائمته:",
    pageFailed: "تعذّر إنشاء هذه الصفحة",
    pageFailedAdvice: "شيء تحتاجه لا يجيب أو أُعدّ خطأً؛ سجلّ الموقع يبيّن ما هو.",
    noSuchPage: "لا توجد صفحة كهذه",
    toProfessorLock: "إلى Professor Lock",
    noSignIn: "لا يوجد في هذا الموقع تسجيل دخول بعد.",
    developmentSignIn: "تسجيل دخول للتطوير: يصدّق ما تقوله. لا تعرضه على الغرباء.",
    name: "الاسم",
    tier: "المستوى",
    email: "البريد الإلكتروني",
    password: "كلمة المرور",
    wrongName: "الاسم من 1 إلى 64 حرفًا لاتينيًا أو رقمًا أو _ . @ -",
    wrongTier: "المستوى أحد هذه: {tiers}",
    wrongCredentials: "البريد الإلكتروني أو كلمة المرور غير صحيح",
    unconfirmed: "أكّد بريدك الإلكتروني أولًا: في الرسالة التي وصلتك رابط.",
    tooMany: "محاولات كثيرة. انتظر دقيقة ثم حاول مجددًا.",
    signInFailed: "لم ينجح تسجيل الدخول. حاول مجددًا بعد دقيقة.",
    troubles: {
      "script-missing": {
        title: "تعذّر تحميل نافذة المحادثة",
        advice: "جزء من هذه الصفحة مفقود. محادثاتك محفوظة؛ حاول مجددًا بعد لحظة.",
      },
      "script-blocked": {
        title: "شيء في هذا المتصفح يمنع تحميل نافذة المحادثة",
        advice: "يوقفها مانع محتوى أو شبكة شركة أو قواعد هذه الصفحة. اسمح بنصوص هذا الموقع البرمجية ثم أعد التحميل.",
      },
      "script-silent": {
        title: "نافذة المحادثة لا تبدأ",
        advice: "حُمّلت ولم يحدث شيء. قد يكون السبب متصفحًا قديمًا؛ أعد التحميل أو جرّب غيره.",
      },
      "domain-key": {
        title: "هذا الموقع غير مسجّل لنافذة المحادثة",
        advice: "نافذة المحادثة من شركة أخرى لم تفتحها لهذا العنوان. الموقع وحده يستطيع إصلاح ذلك.",
      },
      "wrong-origin": {
        title: "Professor Lock لا يعرف هذا الموقع",
        advice: "الخادم يعمل لكنه لا يقبل طلبات من هذا العنوان. الموقع وحده يستطيع إصلاح ذلك.",
      },
      "server-down": {
        title: "Professor Lock لا يجيب",
        advice: "الخادم متوقف أو يبدأ الآن. ما كتبته من قبل محفوظ؛ حاول مجددًا بعد دقيقة.",
      },
      offline: { title: "أنت غير متصل", advice: "لا اتصال لهذا الجهاز. تزول هذه الملاحظة حين يعود الاتصال." },
      "insecure-server": {
        title: "لن يكون الاتصال بـ Professor Lock آمنًا",
        advice: "يرفضه المتصفح، وهو محق. الموقع وحده يستطيع إصلاح ذلك.",
      },
      "signed-out": { title: "سُجّل خروجك", advice: "انتهى تسجيل دخولك. سجّل الدخول من جديد تجد محادثاتك حيث تركتها." },
      "sign-in-down": {
        title: "لا يمكن التحقق من تسجيل دخولك",
        advice: "الخدمة التي تعرف من أنت لا تجيب. حاول مجددًا بعد دقيقة.",
      },
      "secret-refused": {
        title: "انتهت جلسة محادثتك",
        advice: "طُلبت جلسة جديدة ولم تُقبل أيضًا. أعد تحميل الصفحة لتبدأ من جديد.",
      },
      "server-key": {
        title: "لا يُسمح لهذا الموقع بفتح محادثات",
        advice: "الخادم لا يتعرّف على هذا الموقع. الموقع وحده يستطيع إصلاح ذلك.",
      },
    },
  },
  de: {
    tryAgain: "Noch einmal versuchen",
    reload: "Neu laden",
    signIn: "Anmelden",
    forOperator: "Für den Betreiber dieser Seite",
    notSetUp: "Diese Seite ist noch nicht eingerichtet",
    notSetUpAdvice: "Nur ihr Betreiber kann das beheben. Seine Liste:",
    pageFailed: "Diese Seite ließ sich nicht aufbauen",
    pageFailedAdvice:
      "Etwas, das sie braucht, antwortet nicht oder ist falsch eingerichtet; was, steht im Protokoll der Seite.",
    noSuchPage: "Diese Seite gibt es nicht",
    toProfessorLock: "Zu Professor Lock",
    noSignIn: "Diese Seite hat noch keine Anmeldung.",
    developmentSignIn: "Anmeldung für die Entwicklung: Sie glaubt, was du sagst. Biete sie keinen Fremden an.",
    name: "Name",
    tier: "Stufe",
    email: "E-Mail",
    password: "Passwort",
    wrongName: "Ein Name hat 1 bis 64 Buchstaben (ohne Umlaute), Ziffern oder _ . @ -",
    wrongTier: "Die Stufe ist eine von {tiers}",
    wrongCredentials: "E-Mail oder Passwort stimmt nicht",
    unconfirmed: "Bestätige zuerst deine E-Mail-Adresse: In der Nachricht an sie steht ein Link.",
    tooMany: "Zu viele Versuche. Warte eine Minute und versuch es dann wieder.",
    signInFailed: "Die Anmeldung hat nicht geklappt. Versuch es in einer Minute wieder.",
    troubles: {
      "script-missing": {
        title: "Das Chatfenster konnte nicht geladen werden",
        advice: "Ein Teil dieser Seite fehlt. Deine Unterhaltungen sind sicher; versuch es gleich noch einmal.",
      },
      "script-blocked": {
        title: "Etwas in diesem Browser hält das Chatfenster auf",
        advice:
          "Ein Inhaltsblocker, ein Firmennetz oder die Regeln dieser Seite halten es auf. Erlaube die Skripte dieser Seite und lade neu.",
      },
      "script-silent": {
        title: "Das Chatfenster startet nicht",
        advice:
          "Es wurde geladen, aber es kam nichts dabei heraus. Ein alter Browser kann der Grund sein; lade neu oder nimm einen anderen.",
      },
      "domain-key": {
        title: "Diese Seite ist für das Chatfenster nicht angemeldet",
        advice:
          "Das Chatfenster kommt von einer anderen Firma, die es für diese Adresse nicht freigegeben hat. Nur die Seite kann das beheben.",
      },
      "wrong-origin": {
        title: "Professor Lock kennt diese Seite nicht",
        advice: "Der Server läuft, nimmt aber von dieser Adresse keine Anfragen an. Nur die Seite kann das beheben.",
      },
      "server-down": {
        title: "Professor Lock antwortet nicht",
        advice:
          "Der Server ist aus oder startet gerade. Was du geschrieben hast, bleibt erhalten; versuch es in einer Minute wieder.",
      },
      offline: {
        title: "Du bist offline",
        advice: "Dieses Gerät hat keine Verbindung. Dieser Hinweis verschwindet, sobald es wieder eine hat.",
      },
      "insecure-server": {
        title: "Die Verbindung zu Professor Lock wäre nicht sicher",
        advice: "Der Browser lehnt sie zu Recht ab. Nur die Seite kann das beheben.",
      },
      "signed-out": {
        title: "Du wurdest abgemeldet",
        advice:
          "Deine Anmeldung ist abgelaufen. Melde dich wieder an, dann sind deine Unterhaltungen da, wo du sie verlassen hast.",
      },
      "sign-in-down": {
        title: "Deine Anmeldung lässt sich nicht prüfen",
        advice: "Der Dienst, der weiß, wer du bist, antwortet nicht. Versuch es in einer Minute wieder.",
      },
      "secret-refused": {
        title: "Deine Chatsitzung ist abgelaufen",
        advice:
          "Eine neue wurde angefordert und ebenfalls nicht angenommen. Lade die Seite neu, um von vorn zu beginnen.",
      },
      "server-key": {
        title: "Diese Seite darf keine Chats öffnen",
        advice: "Der Server erkennt diese Seite nicht. Nur die Seite kann das beheben.",
      },
    },
  },
  es: {
    tryAgain: "Intentar de nuevo",
    reload: "Recargar",
    signIn: "Iniciar sesión",
    forOperator: "Para el operador de este sitio",
    notSetUp: "Este sitio aún no está configurado",
    notSetUpAdvice: "Solo su operador puede arreglarlo. Su lista:",
    pageFailed: "No se pudo crear esta página",
    pageFailedAdvice: "Algo que necesita no responde o está mal configurado; el registro del sitio dice qué.",
    noSuchPage: "Esa página no existe",
    toProfessorLock: "A Professor Lock",
    noSignIn: "Este sitio aún no tiene inicio de sesión.",
    developmentSignIn: "Inicio de sesión para desarrollo: cree lo que dices. No lo ofrezcas a desconocidos.",
    name: "Nombre",
    tier: "Nivel",
    email: "Correo electrónico",
    password: "Contraseña",
    wrongName: "Un nombre tiene de 1 a 64 letras (sin acentos), cifras o _ . @ -",
    wrongTier: "El nivel es uno de {tiers}",
    wrongCredentials: "El correo o la contraseña no son correctos",
    unconfirmed: "Confirma primero tu correo: el mensaje que te llegó tiene un enlace.",
    tooMany: "Demasiados intentos. Espera un minuto e inténtalo de nuevo.",
    signInFailed: "No se pudo iniciar sesión. Inténtalo de nuevo en un minuto.",
    troubles: {
      "script-missing": {
        title: "No se pudo cargar la ventana del chat",
        advice: "Falta una parte de esta página. Tus conversaciones están a salvo; inténtalo de nuevo en un momento.",
      },
      "script-blocked": {
        title: "Algo en este navegador impide cargar la ventana del chat",
        advice:
          "La detiene un bloqueador de contenido, una red de empresa o las reglas de esta página. Permite los scripts de este sitio y recarga.",
      },
      "script-silent": {
        title: "La ventana del chat no arranca",
        advice: "Se cargó, pero no pasó nada. Puede deberse a un navegador antiguo; recarga o prueba otro.",
      },
      "domain-key": {
        title: "Este sitio no está registrado para la ventana del chat",
        advice:
          "La ventana del chat viene de otra empresa, que no la ha abierto para esta dirección. Solo el sitio puede arreglarlo.",
      },
      "wrong-origin": {
        title: "Professor Lock no conoce este sitio",
        advice: "El servidor funciona, pero no acepta peticiones de esta dirección. Solo el sitio puede arreglarlo.",
      },
      "server-down": {
        title: "Professor Lock no responde",
        advice: "El servidor está caído o arrancando. Lo que escribiste se conserva; inténtalo de nuevo en un minuto.",
      },
      offline: {
        title: "Estás sin conexión",
        advice: "Este dispositivo no tiene conexión. Este aviso se va cuando la tenga de nuevo.",
      },
      "insecure-server": {
        title: "La conexión con Professor Lock no sería segura",
        advice: "El navegador la rechaza, con razón. Solo el sitio puede arreglarlo.",
      },
      "signed-out": {
        title: "Se ha cerrado tu sesión",
        advice: "Tu sesión ha terminado. Iníciala de nuevo y tus conversaciones estarán donde las dejaste.",
      },
      "sign-in-down": {
        title: "No se puede comprobar tu sesión",
        advice: "El servicio que sabe quién eres no responde. Inténtalo de nuevo en un minuto.",
      },
      "secret-refused": {
        title: "Tu sesión de chat ha caducado",
        advice: "Se pidió una nueva y tampoco fue aceptada. Recarga la página para empezar de nuevo.",
      },
      "server-key": {
        title: "Este sitio no puede abrir chats",
        advice: "El servidor no reconoce este sitio. Solo el sitio puede arreglarlo.",
      },
    },
  },
  fr: {
    tryAgain: "Réessayer",
    reload: "Recharger",
    signIn: "Se connecter",
    forOperator: "Pour l’exploitant de ce site",
    notSetUp: "Ce site n’est pas encore configuré",
    notSetUpAdvice: "Seul son exploitant peut y remédier. Sa liste :",
    pageFailed: "Cette page n’a pas pu être créée",
    pageFailedAdvice:
      "Quelque chose dont elle a besoin ne répond pas ou est mal configuré ; le journal du site dit quoi.",
    noSuchPage: "Cette page n’existe pas",
    toProfessorLock: "Vers Professor Lock",
    noSignIn: "Ce site n’a pas encore de connexion.",
    developmentSignIn: "Connexion de développement : elle croit ce que vous dites. Ne la proposez pas à des inconnus.",
    name: "Nom",
    tier: "Niveau",
    email: "E-mail",
    password: "Mot de passe",
    wrongName: "Un nom a de 1 à 64 lettres (sans accents), chiffres ou _ . @ -",
    wrongTier: "Le niveau est l’un de {tiers}",
    wrongCredentials: "E-mail ou mot de passe incorrect",
    unconfirmed: "Confirmez d’abord votre adresse e-mail : le message reçu contient un lien.",
    tooMany: "Trop d’essais. Attendez une minute, puis réessayez.",
    signInFailed: "La connexion n’a pas marché. Réessayez dans une minute.",
    troubles: {
      "script-missing": {
        title: "La fenêtre de chat n’a pas pu être chargée",
        advice: "Une partie de cette page manque. Vos conversations sont en sécurité ; réessayez dans un instant.",
      },
      "script-blocked": {
        title: "Quelque chose dans ce navigateur empêche de charger la fenêtre de chat",
        advice:
          "Un bloqueur de contenu, un réseau d’entreprise ou les règles de cette page l’arrêtent. Autorisez les scripts de ce site, puis rechargez.",
      },
      "script-silent": {
        title: "La fenêtre de chat ne démarre pas",
        advice:
          "Elle a été chargée, mais sans effet. Un navigateur ancien peut en être la cause ; rechargez, ou essayez-en un autre.",
      },
      "domain-key": {
        title: "Ce site n’est pas enregistré pour la fenêtre de chat",
        advice:
          "La fenêtre de chat vient d’une autre société, qui ne l’a pas ouverte pour cette adresse. Seul le site peut y remédier.",
      },
      "wrong-origin": {
        title: "Professor Lock ne connaît pas ce site",
        advice: "Le serveur fonctionne, mais n’accepte pas de requêtes de cette adresse. Seul le site peut y remédier.",
      },
      "server-down": {
        title: "Professor Lock ne répond pas",
        advice: "Le serveur est arrêté ou démarre. Ce que vous avez écrit est conservé ; réessayez dans une minute.",
      },
      offline: {
        title: "Vous êtes hors ligne",
        advice: "Cet appareil n’a pas de connexion. Cette note disparaît quand il en a une de nouveau.",
      },
      "insecure-server": {
        title: "La connexion à Professor Lock ne serait pas sûre",
        advice: "Le navigateur la refuse, avec raison. Seul le site peut y remédier.",
      },
      "signed-out": {
        title: "Vous avez été déconnecté",
        advice: "Votre session est terminée. Reconnectez-vous et vos conversations sont là où vous les avez laissées.",
      },
      "sign-in-down": {
        title: "Votre connexion ne peut pas être vérifiée",
        advice: "Le service qui sait qui vous êtes ne répond pas. Réessayez dans une minute.",
      },
      "secret-refused": {
        title: "Votre session de chat a expiré",
        advice: "Une nouvelle a été demandée et n’a pas été acceptée non plus. Rechargez la page pour recommencer.",
      },
      "server-key": {
        title: "Ce site ne peut pas ouvrir de chats",
        advice: "Le serveur ne reconnaît pas ce site. Seul le site peut y remédier.",
      },
    },
  },
};
