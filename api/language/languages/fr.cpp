#include "api/language/languages/all.h"

namespace pennypost::language {

using enum Tag;

Language french() {
  Language out{
      .code = "fr",
      .entries =
          {
              {object,
               "{règle,règles,plan,ordre,ordres,consigne,consignes,instruction,instructions,"
               "réponse,question,phrase,parole,paroles,panneau,annonce,texte,slogan,truc et "
               "astuce,tâche,titre,citation}"},
              {wish,
               "{j'aimerais pouvoir,je voudrais pouvoir,si je pouvais,j'aurais aimé pouvoir}"},
              {split,
               "{on fait moitié-moitié,on fait moitié moitié,fais moitié-moitié,faisons "
               "moitié-moitié,on fait 50-50,on fait 50/50,on coupe en deux,on se "
               "partage,partageons,divisons,on répartit,on splitte}"},
              {object, "{un,de gros,plein de} {bisou,bisous,câlin,câlins}"},
              {object,
               "{photo,photos,image,images,selfie,selfies,capture,capture "
               "d'écran,vidéo,vidéos,vocal,vocaux,note "
               "vocale,mème,mèmes,meme,memes,gif,gifs,lien,liens,adresse,localisation,position,"
               "plan,numéro,numéro de téléphone,code,mot de "
               "passe,mail,email,message,messages,msg,sms,texto,textos,lettre,carte,carte "
               "postale,fichier,fichiers,document,documents,doc,docs,dossier,pdf,rapport,contrat,"
               "recette,liste,chanson,playlist,info,infos,nouvelles,détails,devoirs,cours,"
               "invitation,contact,cv,horaires,itinéraire}"},
              {object,
               "{attention,visite,bise,bises,bisou,bisous,câlin,câlins,salut,salutations,bonjour,"
               "amitiés,pensées,condoléances,coup de main,coup de "
               "fil,coup,main,pause,chance,avis,conseil,conseils,temps,minute,minutes,seconde,"
               "secondes,instant,idée,idées,raison,exemple,envie,faim,soif,tort,signe,signe de "
               "vie,rendez-vous,rdv,confiance,sens,naissance,parole,cours,bonjour de ma part,le "
               "bonjour}"},
              {narrated,
               "{fais attention,donne-moi des nouvelles,donne des nouvelles,passe une bonne,passez "
               "une bonne,passe le bonjour,passe à la maison,passe me voir,passe chez,passe "
               "me,passe prendre,passe chercher,prends soin,prends ton temps,prends le temps,mets "
               "la table,mets de la musique,mets-toi,file d'attente,file sous,rends-toi "
               "compte,rends visite,rendre visite,rends-moi visite,demande pardon,demande "
               "conseil,demande un,demande-toi,partage ta position,partage la photo,partage le "
               "lien,partage ce,offre-toi,lâche l'affaire,lâche rien,lâche-moi}"},
              {filler,
               "{j'ai reçu ma paye,j'ai touché ma paie,j'ai été payé,j'ai été payée,je viens "
               "d'être payé,je viens d'être payée,bravo,félicitations,joyeux anniversaire,bon "
               "anniversaire,je suis rentré,je suis rentrée,j'ai bien mangé}"},
              {remark, "{était,étaient,c'était,a été,on s'est,je suis,j'ai adoré}"},
              {point, "virgule"},
              {greet,
               "{salut,bonjour,bonsoir,coucou,hello,hey,yo,slt,bjr,cc} {ça va,comment ça va,tu vas "
               "bien,comment tu vas,comment vas-tu,quoi de neuf,bot,tout le monde,les "
               "amis,l'ami,mon ami,pennypost,vous,à vous,à tous}, {ça va toi,ça va bien,tout va "
               "bien,ça roule,ça dit quoi,ça gaze,la forme,bon matin,rebonjour,re bonjour,re "
               "salut,resalut,salutations,bonjour bonjour,saluut,salutt,coucouu,bonjour ça va "
               "bien}"},
              {send,
               "{envoie-lui,envoyez-lui,paie-lui,verse-lui,vire-lui,transfère-lui,fais un virement "
               "bancaire de,fais partir,fais un transfert bancaire "
               "de,expédie,expédier,acquitte,fais un don de,fais un versement de,faire un "
               "versement de,effectue un versement de,procède à un virement de,procéder à un "
               "virement de,mets en virement,paylib,un lydia de,fais un paylib de,fais un orange "
               "money de,fais un om de,fais un mobile money de,fais un momo de,fais un twint "
               "de,twinte,interac,fais un interac de,e-transfère,wave}"},
              {send_weak,
               "{balance,balancer,envoie "
               "valser,aboule,crache,allonge,allonger,avance,avancer,raque,banque,casque,file-lui,"
               "donne-lui,passe-lui,refile-lui,lâche-lui,glisse-lui,glisser,refiler,cède,alloue,"
               "accorde,prête}"},
              {pronoun, "{chais pas trop}"},
              {request,
               "{fais une demande à,envoie une demande de paiement de,envoie une demande de "
               "paiement à,envoie une demande de,envoyer une demande de,envoie une demande "
               "d'argent de,fais une demande de paiement de,crée une demande de,lance une demande "
               "de,fais un appel de fonds de,réclame le paiement de,facture,récupère l'argent de}"},
              {kin,
               "{daronne,darons,reuss,frérot,sista,tonton,tatie,mamie,papi,ptit frère,p'tit "
               "frère,p'tite sœur,petit cousin,petite "
               "cousine,demi-frère,demi-sœur,beauf,belle-doche,ex-femme,ex-mari,concubin,concubine,"
               "mec,meuf,nana,homme,amoureux,amoureuse,doudou,loulou,bébé,ma moitié,meilleur "
               "pote,meilleure "
               "pote,best,bestie,camarade,associé,associée,client,cliente,bailleur,concierge,"
               "gardien,gardienne,femme de ménage,nourrice,assmat,assistante "
               "maternelle,garagiste,coach,prof de piano,prof de "
               "yoga,kiné,psy,ostéo,avocat,avocate,notaire,comptable,jardinier,électricien,"
               "serrurier,livreur,chauffeur,stagiaire,petit ami,petite "
               "amie,beaux-parents,grands-parents,filleul,filleule,tantine,tonton,grand "
               "frérot,vieux,vieille}"},
              {filler,
               "{bon allez,ok allez,bon alors,ok alors,alors bon,ah ok,ah oui,ah bon,ah tiens,ah "
               "au fait,au fait,tant que j'y pense,tant que tu y es,tant qu'on y est,avant que "
               "j'oublie,j'allais oublier,j'ai failli oublier,oh et,ah et,et au fait,dis-moi,dis "
               "voir,dites,écoutez,hé bot,hey bot,salut bot,coucou bot,ma grande,mon grand,mon "
               "vieux,mon gars,les gars,mon coco,ma cocotte,ma biche,cher "
               "bot,pfiou,pff,ouf,oula,oulà,wow,waouh,mince,zut,flûte,purée,ptn,putain,franchement,"
               "sérieux,sérieusement,sincèrement,honnêtement,en vrai,vite stp,au plus vite,le plus "
               "vite possible,dans la foulée,en un seul paiement,encore une chose,une dernière "
               "chose,dernière chose,autre chose,petite question,un petit service,un "
               "service,grosse urgence,c'est urgent,c urgent,urgentissime}"},
              {opener,
               "{tu pourrais me,est-ce que tu veux bien,est-ce que vous voulez bien,vous voulez "
               "bien,voudriez-vous,voudrais-tu,voulez-vous bien,voulez-vous,tu "
               "voudrais,t'pourrais,tu pourrais pas,tu peux pas,tu peux vite,tu peux juste,peux-tu "
               "juste,pourrais-tu juste,pourriez-vous s'il vous plaît,pouvez-vous s'il vous "
               "plaît,peux-tu s'il te plaît,pourrais-tu s'il te plaît,tu peux s'il te plaît,tu "
               "pourrais s'il te plaît,vous pouvez s'il vous plaît,vous pourriez s'il vous "
               "plaît,je peux te demander de,je peux vous demander de,puis-je te demander "
               "de,puis-je vous demander de,j'aimerais te demander de,je te charge de,je vous "
               "charge de,charge-toi de,occupe-toi de,occupe-toi d',dépêche-toi de,dépêche-toi "
               "d',essaie de,essaye de,essaie d',je cherche à,j'essaye de,j'essaye d',je voudrais "
               "bien,je veux bien,j'ai l'intention de,on voudrait,on aimerait,on veut,on doit,nous "
               "voulons,nous voudrions,nous devons,nous souhaitons,je souhaiterais,il me "
               "faudrait,faudrait,il faudrait,va falloir,il va falloir,je dois absolument,je dois "
               "vite,aide moi à}"},
              {filler, "{que je,que j',qu'on} {lui,leur,te,vous,} {dois,devais,doit}"},
              {to, "a, a la, a l'"},
              {range, "a"},
              {send_weak, "{ajoute,avance,avancer,allonge,allonger,prête-lui}"},
              {send,
               "{envoye,envoyé moi,transfere,virement de,fais-lui un virement de,fais-lui "
               "parvenir,fais un wero de,wero,fais un lydia de,lydia,fais un paypal de,vire-lui}"},
              {request,
               "{une demande de,une demande pour,une demande d'argent de,une facture de} , "
               "{demande un paiement de,demande un virement de,demande le paiement de}"},
              {opener,
               "{jveux,jvoudrais,jdois,j'voudrais,jaimerais,j'aimerai,j'aimerai "
               "bien,jaimerai,j'dois,jpeux,j'souhaite,je souhaiterai,je voudrai,est-ce que tu "
               "peux,est-ce que tu pourrais,est-ce que vous pouvez,est-ce que vous pourriez,tu "
               "peux stp,tu pourrais stp,peux-tu stp,t'peux,tu px,ce serait possible de,serait-il "
               "possible d',est-ce possible de,est-ce qu'il est possible de,auriez-vous la "
               "gentillesse de,auriez-vous l'amabilité de,aurais-tu la gentillesse de,ayez la "
               "gentillesse de,aie la gentillesse de,ayez l'obligeance de,je vous prie de,je te "
               "prie de,je te prie d',je vous demande de,vous serait-il possible de,j'aurais "
               "besoin de,j'aurais besoin d',j'aurais voulu,j'voulais,il faudrait que tu,faudrait "
               "que tu,il faut que tu,faut que tu,je veux que tu,j'ai besoin que tu,je voudrais "
               "que tu,rends-moi service et,fais-moi plaisir et,sois gentil et,sois sympa et,sois "
               "chou et,tu peux me,merci d'avance de,n'hésite pas à,il est temps de,c'est le "
               "moment de}"},
              {filler,
               "{vas-y,vasy,allez,allez hop,hop,tiens,tout simplement,seulement,uniquement,rien "
               "que,basiquement,en gros,bref,alors voilà,écoute,regarde,gros,frr,frero,ma puce,mon "
               "cœur,mon chou,de toute urgence,illico,presto,équitativement,à parts égales,en "
               "parts égales,également,de manière égale,moitié-moitié,si c'est bon,quand t'as deux "
               "minutes,quand tu as deux minutes,quand tu as le temps,encore une fois,un "
               "autre,d'abord,sur mon compte,tout d'abord,stp stp,sans faute,rapidos,vitef}"},
              {clock, "{h,heure,heures,minute,minutes,min,jour,jours,semaine,semaines,mois}"},
              {ways,
               "en {deux,trois,quatre,cinq,six,2,3,4,5,6}, en "
               "{deux,trois,quatre,cinq,six,2,3,4,5,6} parts"},
              {thanks,
               "{merci bien,merci d'avance,grand merci,un grand merci,merci mille fois,merci "
               "frérot,merci mon frère,merci bcp,mercii,merciii,je t'en remercie,je vous en "
               "remercie,t'assures,t'es le meilleur,t'es la meilleure,bien à vous,bien à toi}"},
              {please,
               "{stpl,svpl,silteplait,s'il te plaît,s'il vous plaît,s'il te plait,s'il vous "
               "plait,sil te plait,sil vous plait,si c'est possible,si ça te va,si vous voulez "
               "bien,quand vous pouvez,pitié,de grâce,steup}"},
              {purpose,
               "{histoire de payer,afin de régler,histoire de régler,au motif de,avec la "
               "mention,mention,avec comme motif,avec comme libellé,intitulé,pr,pr le,pr la,pr "
               "les,pcq,en guise de,comme acompte pour,en acompte de,pour le compte de}"},
              {send,
               "{envoie,envoyer,envoyez,paie,paye,payer,payez,verse,verser,versez,vire,virer,virez,"
               "transfère,"
               "transférer,transférez,règle,régler,réglez,rembourse,rembourser,remboursez,crédite,"
               "créditer,"
               "envoies,envoi}, {fais,faire,faites,effectue,effectuer,effectuez} un "
               "{virement,transfert,paiement,envoi}"
               "{ de,}, {fais,faire} parvenir, {payes,verses,vires}"},
              {send_weak,
               "{rends,rendre,rendez,redonne,redonner,restitue,restituer,donne,donner,donnez,file,"
               "filer,filez,passe,passer,passez,refile,refiler,balance,glisse,offre,"
               "offrir,offrez,lâche,lâcher,remets,remettre,mets,mettre,dépose,déposer}, "
               "{fais,faire} passer"},
              {send_ask,
               "tu {envoies,paies,payes,verses,vires,donnes,files,passes,transfères,rembourses}, "
               "tu "
               "{lui,leur} "
               "{envoies,paies,payes,verses,vires,donnes,files,passes,transfères,rembourses}, vous "
               "{envoyez,payez,versez,virez,donnez}, tu {me "
               ",m'}{envoies,paies,payes,verses,vires,donnes,files,"
               "passes,transfères,rembourses}"},
              {me,
               "tu {me "
               ",m'}{envoies,paies,payes,verses,vires,donnes,files,passes,transfères,rembourses}"},
              {request,
               "{réclame,réclamer,réclamez,facture,facturer,facturez}, {fais,faire} payer, "
               "{fais,faire} une demande de"},
              {request_weak, "{demande,demander,demandez,récupère,récupérer,prends,prendre}"},
              {request_ask, "tu {demandes,réclames,lui demandes}"},
              {split,
               "{on partage,on "
               "divise,partage,partager,partagez,divise,diviser,divisez,répartis,répartir,"
               "répartissez,sépare,séparer,"
               "splitte,splitter}, {fais,faire} moitié moitié, {coupe,couper} en deux"},
              {narrated,
               "{envoyé,envoyée,envoyés,envoyées,payé,payée,payés,versé,versée,viré,virée,donné,"
               "donnée,demandé,"
               "demandée,réclamé,reçu,reçue,remboursé,remboursée,prêté,prêtée,emprunté,partagé,"
               "divisé,coûte,"
               "coûté,coûtent,coûtait,gagné,gagne,perdu,perd,dépensé,dépense,acheté,achète,vendu,"
               "transféré,volé,filé,passé,"
               "envoyais,envoyait,envoient,envoyons,payais,payait,paient,payons,donnait,donnais,"
               "vaut,valait,réglé,"
               "prête,prêter,emprunter,emprunte,réclamait,demandait,demandent}"},
              {future,
               "{enverrai,enverras,enverra,enverrons,enverrez,enverront,enverrais,enverrait,"
               "paierai,payerai,paieras,"
               "paiera,payera,paierons,paierais,paierait,donnerai,donneras,donnera,donnerons,"
               "donnerais,virerai,"
               "virera,virerais,verserai,versera,verserais,transférerai,rembourserai,remboursera,"
               "rappelle-moi de,rappelle-moi d',demanderai,"
               "demandera,demanderais,partagerai,partagera,partagerais,filerai,filera,passerai,"
               "passera}, je vais, j'vais, on va, tu "
               "vas, il va, elle va, nous allons, vous allez, ils vont, elles vont, {va,vont,vas} "
               "{envoyer,payer,donner,virer,m'envoyer,te payer,me payer}, {je pense,je compte,je "
               "promets,je te promets,"
               "promis,j'ai prévu,j'ai promis,peut-être,il se peut,je pourrais,on pourrait,il "
               "pourrait,elle "
               "pourrait,devrais,devrait,je devrais,on devrait,je risque,faudra,il "
               "faudra,faudrait,il faudrait}"},
              {opener,
               "{est-ce que ,}tu {peux,pourrais}, {peux,pourrais}-tu, {est-ce que ,}vous "
               "{pouvez,pourriez}, "
               "{pouvez,pourriez}-vous, {peux,pourrais,pouvez,pourriez} m'aider à, tu veux bien, "
               "tu voudrais bien, veux-tu{ bien,}, "
               "{je veux,j'veux,je voudrais,j'aimerais,j'aimerais bien,je souhaite,je "
               "souhaiterais,je désire,il faut,"
               "faut,je dois,j'dois,j'ai besoin de,j'ai besoin d',on doit,il me faut,je tiens "
               "à,j'ai envie de,j'ai envie "
               "d'}, {est-ce que ,}{je peux,j'peux,on peut,puis-je,peut-on}, laisse-moi, "
               "laissez-moi, "
               "merci de, merci d', veuillez, prière de, n'oublie pas de, n'oublie pas d', pense "
               "à, il faut que {je,j'}, faut que {je,j'}, aide-moi à, "
               "aidez-moi à, j'essaie de, j'essaie d', ça te dérange de, serait-il possible de, "
               "est-il possible de, je te demande de, tu pourras, je voulais, je viens pour"},
              {please,
               "{stp,svp,s'il te plaît,s'il vous plaît,s'te plaît,steuplait,s'il te "
               "plait,steplait,siteplait,si tu "
               "peux,si possible,si tu veux bien,si ça ne te dérange pas,quand tu peux,dès que tu "
               "peux,pour "
               "moi,si vous pouvez,plz,pls}"},
              {greet,
               "{salut,bonjour,bonsoir,coucou,hello,hey,hé,yo,slt,bjr,cc,bsr,wesh,re}{ toi, à toi, "
               "à tous, la "
               "team,}, ça va, comment ça va, comment vas-tu, tu vas bien, comment tu vas, quoi de "
               "neuf, bien le bonjour, "
               "allô, allo, hi"},
              {thanks,
               "{merci,mci,thx,thanks}{ beaucoup, bien, d'avance, par avance, à toi, infiniment, "
               "mille fois, bcp, "
               "mon pote, chef, encore,}, je te remercie, je vous remercie, mille mercis, t'es {un "
               "amour,au top,génial,le "
               "meilleur}, tu es {un amour,au top,génial}, merci merci, c'est gentil, trop gentil"},
              {closing,
               "{bisous,bises,bise,biz,bizz,bonne journée,bonne soirée,bon week-end,bonne nuit,à "
               "plus,à +,a+,à bientôt,"
               "à tout à l'heure,à toute,ciao,mdr,lol,ptdr,haha,hahaha,hihi,xd,je t'aime,jtm,je "
               "t'embrasse,au revoir,bye,"
               "pas de souci,pas de problème,cordialement,à la prochaine}"},
              {filler,
               "{alors,bon,ok,okay,voilà,tiens,vite,vite fait,rapidement,tout de "
               "suite,immédiatement,dès que possible,aussi,"
               "juste,donc,et puis,dis,dis donc,eh,ben,bah,euh,hum,mon pote,mec,frérot,chef,ma "
               "belle,mon cher,encore,"
               "d'accord,un montant de,un montant d',le montant de,la somme de,la somme d',une "
               "somme de,une somme d',au "
               "total,en tout,en une fois,de "
               "suite,d'urgence,urgent,urgence,pennypost,bot,frère,poto,sinon,ensuite,"
               "directement,simplement,exactement,oh,ah,oups,exact,parfait,super,génial,cool,mon "
               "ami,bro,aujourd'hui,de ma part,depuis mon compte,de mon compte,du coup,un total "
               "de,urgemment,"
               "une petite chose,ce coup-ci,cette fois}"},
              {now, "{maintenant,là,là maintenant,asap,sur-le-champ}"},
              {to, "à, au, aux, à l', vers, pour, sur le compte de, au compte de, destinataire"},
              {range, "à, jusqu'à, jusqu'"},
              {from, "de, d', de la part de, auprès de, chez, à la charge de"},
              {with, "avec"},
              {between, "entre, parmi"},
              {each,
               "chacun, chacune, par personne, par tête, à chacun, à chacune, chacun à, à chacun "
               "de, à chaque, "
               "chaque, l'un, tous les deux, à tous les deux, aux deux"},
              {me, "me, m', moi, à moi"},
              {self, "moi, moi-même, je, nous, nous-mêmes, moi même"},
              {pronoun,
               "{je sais pas,je ne sais pas,j'sais pas,chais pas,jsp,aucune "
               "idée,lui,leur,eux,elle,elles,toi,te,t',vous,quelqu'un,quelqu'une,lui-même,tout le "
               "monde,n'importe qui,un ami,une amie,"
               "des amis,mes amis,un pote,nous,la personne,cette personne,ce type,ce "
               "gars,celui-là,celle-là,les autres,"
               "l'autre,tous,toutes}"},
              {article,
               "le, la, l', les, un, une, du, des, de la, de l', de, d', ce, cet, cette, ces"},
              {unit, "de, d', en"},
              {possessive,
               "mon, ma, mes, ton, ta, tes, notre, nos, votre, vos, leur, leurs, son, sa, ses"},
              {title,
               "m, mr, mme, mlle, monsieur, madame, mademoiselle, messieurs, dr, docteur, maître, "
               "me, pr, "
               "professeur, mgr, sieur"},
              {kin,
               "{mère,père,sœur,soeur,frère,maman,papa,mamie,mamy,papi,papy,mémé,pépé,mémère,"
               "pépère,tante,tata,tatie,oncle,tonton,"
               "cousin,cousine,neveu,nièce,fils,fille,mari,femme,époux,épouse,copain,copine,ami,"
               "amie,pote,coloc,colocataire,"
               "proprio,propriétaire,patron,patronne,voisin,voisine,grand-mère,grand-père,grand "
               "mère,grand père,beau-frère,belle-sœur,"
               "belle-mère,beau-père,petit frère,petite sœur,grand frère,grande "
               "sœur,parrain,marraine,chéri,chérie,collègue,"
               "nounou,daron,daronne,reum,reup,reuf,frangin,frangine,meilleur ami,meilleure "
               "amie,prof,plombier,coiffeur,"
               "médecin,dentiste,boss,parents,conjoint,conjointe,fiancé,fiancée,petit-fils,petite-"
               "fille,belle-fille,baby-sitter}"},
              {particle, "de, d', du, des, de la, le, la, van, von, ben, al, el, di, da, dos"},
              {subject,
               "{je,j',tu,il,elle,on,nous,vous,ils,elles,ça,c',ce,cela,qui,quelqu'un,tout le "
               "monde,personne,les "
               "gens,y}"},
              {purpose,
               "pour, pour payer, pour régler, pour couvrir, afin de payer, objet, motif, réf, "
               "référence, concernant, au "
               "titre de, à propos de, à cause de, en paiement de, mémo, note, message, avec le "
               "message, avec le mot, avec la note, "
               "re, libellé, raison, en échange de, en remboursement de"},
              {thing,
               "{loyer,courses,essence,taxi,uber,café,thé,pizza,resto,restaurant,repas,dîner,"
               "déjeuner,petit-déjeuner,"
               "déj,ciné,cinéma,film,billet,billets,place,places,concert,cadeau,cadeaux,"
               "anniversaire,anniv,fleurs,"
               "facture,factures,électricité,eau,gaz,internet,téléphone,forfait,parking,train,bus,"
               "métro,essence,plein,"
               "livre,livres,sushi,sushis,kebab,burger,bière,bières,verre,verres,apéro,soirée,fête,"
               "vacances,voyage,hôtel,"
               "vol,airbnb,coiffeur,chaussures,vêtements,robe,jeu,jeux,pari,prêt,dette,caution,"
               "frais,impôts,taxe,pourboire,"
               "part,moitié,truc,trucs,chose,choses,commande,livraison,colis,médicaments,pharmacie,"
               "gym,salle,sport,netflix,"
               "spotify,abonnement,gâteau,vin,cigarettes,clopes,lessive,ménage,réparation,"
               "réparations,voiture,vélo,moto,"
               "scooter,chargeur,chat,chien,vétérinaire,enfants,crèche,garde,mariage,don,école,"
               "cantine,cours,piano,"
               "message,mail,email,lien,photo,photos,vidéo,vidéos,sms,texto,lettre,carte,adresse,"
               "numéro,code,main,bise,"
               "nouvelles,minute,minutes,heure,heures,jour,jours,semaine,semaines,mois,an,ans,fois,"
               "points,point,gens,"
               "personnes,amis,km,kg,litre,litres,goûter,pain,baguette,lait,fruits,légumes,tickets,"
               "ticket,tabac,"
               "essence,péage,covoiturage,logement,chambre,meubles,travaux,billetterie,cotisation,"
               "mutuelle,assurance,"
               "riz,poisson,poulet,marché,transport,mouton,tabaski,baptême,crédit,recharge,bonbons,"
               "boisson,boissons,pause,"
               "coup,chance,avis,temps,conseil,document,documents,dossier,fichier}"},
              {gain, "pour"},
              {tell, "{dis,dites} {à,a,au}, dis {lui,leur} de, préviens, rappelle à"},
              {send,
               "{de m',de me ,qu'il m',qu'elle "
               "m'}{envoyer,payer,virer,verser,transférer,rembourser,envoie,paie,vire,rembourse}"},
              {me,
               "{de m',de me ,qu'il m',qu'elle "
               "m'}{envoyer,payer,virer,verser,transférer,rembourser,envoie,paie,vire,rembourse}"},
              {approx,
               "{pour cent,la moitié de,la moitié des,un tiers de,un quart de,pourcent,deux "
               "fois,trois fois,le double,environ,à peu près,autour "
               "de,presque,quelque,quelques,plus ou moins,dans les,aux alentours de,aux environs "
               "de,genre,approximativement,grosso modo,un peu,un peu de,un peu d',plusieurs,pas "
               "mal de,beaucoup,beaucoup de,"
               "beaucoup d',une dizaine,une douzaine,une quinzaine,une vingtaine,une trentaine,une "
               "quarantaine,une cinquantaine,une "
               "soixantaine,une centaine,des centaines,un millier,des milliers,une dizaine de,une "
               "vingtaine de,dizaine,"
               "vingtaine,trentaine,quarantaine,cinquantaine,centaine,quinzaine,millier,deux ou "
               "trois,deux-trois,à peine,"
               "assez,un paquet de,un minimum de,certains,un max de,un tas de,ou quelque chose,et "
               "quelques,ou plus,ou moins}"},
              {limit,
               "{au moins,au plus,au maximum,maximum,max,minimum,au minimum,plus de,plus d',moins "
               "de,moins d',jusqu'à,"
               "pas plus de,pas moins de,maxi,un maximum de}"},
              {or_, "ou, ou bien, voire"},
              {all,
               "{tout,tout mon argent,tout l'argent,tout ce que j'ai,tout ce qu'il me reste,tout "
               "ce qui me reste,tout ce "
               "qui reste,la totalité,tout mon solde,mon solde,le reste,la moitié de mon "
               "argent,mes économies,toutes mes "
               "économies,la moitié de mon solde,tout mon fric,le maximum,tous mes sous}"},
              {money,
               "{argent,de l'argent,l'argent,d'argent,sous,des sous,les sous,du fric,fric,thune,de "
               "la thune,du pognon,pognon,"
               "du blé,de la monnaie,un virement,une somme,addition,l'addition,la note,la "
               "facture,du cash,cash,du flouze,"
               "un paiement,paiement,l'oseille,de la tune,un truc,le total}"},
              {half, "un demi, une demie, demi, la moitié d'un, la moitié d'une"},
              {about_half, "et demi, et demie"},
              {conj, "et, ainsi que, puis"},
              {sign_minus, "moins"},
              {negation,
               "{je rigole,je plaisante,je déconne,c'est une blague,ne,n',pas,jamais,surtout "
               "pas,aucun,sans,arrête de,refuse de,évite de,non pas,plus jamais,personne ne,au "
               "lieu de,"
               "inutile de,pas la peine de,j'peux pas}"},
              {condition,
               "{si,s'il,s'ils,s'elle,si jamais,si tu,si on,si elle,au cas où,à condition que,à "
               "condition de,sauf "
               "si,à moins que,pourvu que,dans le cas où,sinon,même si}"},
              {said,
               "{dit,a dit,m'a dit,ont dit,disait,disent,dis que,dit que,écrit,m'a "
               "écrit,raconte,raconté,répondu,répond,demandé de,"
               "m'a demandé,m'a demandé de,lui a demandé,selon,d'après,veut que,veulent que,tu as "
               "dit,j'ai lu,j'ai entendu,"
               "cite,je cite,pense que,crois,croit,paraît que,il paraît que,prétend,suggère,texto "
               "disant,propose de,"
               "disant,mail dit,le message dit,blague}"},
              {wish,
               "{si seulement,imagine,imaginons,ce serait,j'aurais dû,j'aurais aimé,j'aurais "
               "voulu,j'aurais pu,tu "
               "aurais dû,supposons,j'espère,espérons,et si,je rêve de,je rêvais de,rêve,dans "
               "l'idéal,j'hésite à,je me demande,"
               "en théorie,théoriquement,hypothétiquement,aurait dû,aurait pu,je préférerais,on "
               "dirait,si j'étais,j'ai failli}"},
              {past,
               "{hier,avant-hier,hier soir,la semaine dernière,le mois dernier,l'an "
               "dernier,l'année dernière,il y a,déjà,ce "
               "matin,l'autre jour,tantôt,autrefois,lundi dernier,mardi dernier,vendredi "
               "dernier,samedi dernier,récemment,"
               "la dernière fois,semaine dernière}"},
              {later,
               "{demain,demain matin,demain soir,après-demain,ce soir,cet après-midi,plus tard,la "
               "semaine prochaine,le mois "
               "prochain,l'année prochaine,la prochaine "
               "fois,lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,bientôt,à midi,à minuit,"
               "dans une heure,dans deux heures,dans une semaine,dans deux jours,dans quelques "
               "jours,dans un mois,dans une minute,"
               "quand,dès que,lorsque,lorsqu',après,avant,fin du mois,à la fin du mois,un jour,un "
               "de ces jours,le week-end prochain,ce "
               "week-end,lundi prochain,vendredi prochain,tout à l'heure,le 1er,le premier du "
               "mois,à noël,d'ici demain,d'ici "
               "vendredi,pour demain}"},
              {recurring,
               "{chaque,tous les,toutes les} "
               "{jour,jours,semaine,semaines,mois,an,ans,année,lundi,lundis,mardi,mardis,mercredi,"
               "mercredis,jeudi,jeudis,vendredi,vendredis,samedi,samedis,dimanche,dimanches,matin,"
               "matins,soir,soirs,heure,heures,fois}, "
               "{une,deux} fois par {jour,semaine,mois,an}, par {mois,semaine,jour,an}, mensuel, "
               "mensuellement, hebdomadaire, "
               "régulièrement, quotidiennement, automatiquement, le {1er,premier,5,15} de chaque "
               "mois, tous les quinze jours"},
              {wh,
               "{qui,que,quoi,quel,quelle,quels,quelles,combien,combien de,combien "
               "d',où,pourquoi,comment,qu'est-ce que,qu'est-ce "
               "qu',qu'est-ce qui,qu',à qui,de qui,avec qui,c'est quand,quand est-ce "
               "que,ai-je,c'est qui,c'est quoi}"},
              {yes_no,
               "{est-ce que,est-ce "
               "qu',est-ce,as-tu,avez-vous,a-t-il,a-t-elle,est-il,est-elle,ont-ils,a-t-on,suis-je,"
               "dois-je,"
               "devrais-je,es-tu,sont-ils}"},
              {correction,
               "{non attends,attends,attends non,attendez,en fait,je veux dire,j'veux "
               "dire,plutôt,non pardon,pardon,désolé,désolée,"
               "je voulais dire,oups,ou plutôt,non "
               "non,non,nan,correction,finalement,rectification,erreur,mets plutôt,non plutôt,"
               "euh non,ah non,non en fait,enfin non,enfin,je me trompe,je me suis trompé,je me "
               "suis trompée,change pour,mieux}"},
              {owes,
               "{doit,dois,doivent,devait,devais,devons,devez,me doit,je dois,j'dois,on doit,tu "
               "dois}"},
              {me, "me doit, me dois, me doivent, me devait"},
              {it, "{ça,cela,celui-ci,le lui,la lui,les lui,les leur,les-lui,ceci,demande-le}"},
              {wh, "combien j'ai, combien ai-je, combien est-ce que j'ai"},
              {machine,
               "{ignore,ignorez,oublie,oubliez,contourne,désactive} {tes,vos,les,toutes tes,toutes "
               "les,ces,mes} "
               "{règles,instructions,consignes,directives,limites,restrictions,règles "
               "et,instructions précédentes,consignes "
               "précédentes,ordres,sécurités}, tu es {maintenant,désormais}, tu es un "
               "{bot,robot,assistant,programme,système}, {agis,agissez} comme, {fais,faites} comme "
               "si, "
               "à partir de maintenant, désormais tu, mode "
               "{développeur,admin,administrateur,debug,test,maintenance}, message système, "
               "système :, système:, en tant qu'{administrateur,ia}, en tant que "
               "{système,développeur,bot,robot}, je suis {ton,ta,votre} "
               "{développeur,développeuse,admin,administrateur,créateur,créatrice}, nouvelles "
               "{instructions,règles,consignes}, nouvelle {consigne,instruction}, ton {rôle,prompt,"
               "programme}, tes {règles,instructions,consignes,directives}, vos "
               "{règles,instructions,consignes}, sans {demander ,}confirmation, "
               "sans rien demander, prétends être, invite système"},
          },
      .numbers =
          "septante=70, huitante=80, octante=80, nonante=90, quatre-vingt=80, une=1, zéro=0, "
          "vingt-et-un=21, "
          "soixante et dix=70",
      .factors =
          "cent=100, cents=100, mille=1000, milles=1000, k=1000, million=1000000, "
          "millions=1000000, "
          "milliard=1000000000, milliards=1000000000, m=1000000, billion=1000000000000, patate=0",
      .currencies =
          "euro=EUR, euros=EUR, eur=EUR, balle=EUR, balles=EUR, dollar=dollar, dollars=dollar, "
          "livre=pound, livres=pound, "
          "livre sterling=GBP, livres sterling=GBP, franc=franc, francs=franc, francs cfa=cfa, "
          "franc cfa=cfa, f cfa=cfa, "
          "fcfa=cfa, cfa=cfa, f=franc, francs suisses=CHF, franc suisse=CHF, francs guinéens=GNF, "
          "francs congolais=CDF, "
          "dinar=dinar, dinars=dinar, dirham=dirham, dirhams=dirham, dh=dirham, dhs=dirham, "
          "yen=JPY, yens=JPY, roupie=rupee, "
          "roupies=rupee, peso=peso, pesos=peso, centime=centime, centimes=centime, cent=cent, "
          "cents=cent, ct=centime, cts=centime, "
          "shilling=shilling, shillings=shilling, naira=NGN, nairas=NGN, yuan=CNY, yuans=CNY, "
          "réal=real, réaux=real, "
          "reais=real, couronne=crown, couronnes=crown, rouble=rouble, roubles=rouble, livre "
          "turque=TRY, livres turques=TRY, "
          "dollars américains=USD, dollars us=USD, dollars canadiens=CAD, dollar canadien=CAD, "
          "dollars australiens=AUD, piastre=CAD, "
          "gourde=HTG, gourdes=HTG, ariary=MGA, cedi=GHS, cedis=GHS, rand=ZAR, rands=ZAR, "
          "zloty=PLN, zlotys=PLN, "
          "livres égyptiennes=EGP, livres libanaises=LBP, riyal=riyal, riyals=riyal, pence=penny, "
          "centavos=centavo, rs=rs, "
          "bitcoin=nothing, bitcoins=nothing, btc=nothing, ethereum=nothing, eth=nothing, "
          "points=nothing, jetons=nothing, "
          "pièces=nothing, crypto=nothing, anciens francs=nothing, francs français=nothing, "
          "crédits=nothing, usdt=nothing, "
          "tokens=nothing",
      .sums = {},
  };
  for (const auto& entry : french_answers()) out.entries.push_back(entry);
  return out;
}

}  // namespace pennypost::language
