#include "api/language/languages/all.h"

namespace pennypost::language {

using enum Tag;

Language german() {
  return {
      .code = "de",
      .entries =
          {
              {object,
               "{regel,regeln,plan,befehl,befehle,anweisung,anweisungen,antwort,frage,satz,wort,"
               "worte,schild,anzeige,text,spruch,trick,aufgabe,titel,zitat}"},
              {filler,
               "{ach,och,oh,ah,ach so,achso,achja,ach ja,oh ja,oh nein,uff,puh,tja,na "
               "ja,naja,nun,nun ja,nun gut,ok gut,ok dann,gut dann,also gut,also "
               "dann,ehrlich,echt,echt jetzt,übrigens,ach übrigens,bevor ich es vergesse,fast "
               "vergessen,hätte ich fast vergessen,wo ich dich gerade habe,apropos}"},
              {balance, "{wie viel geld,wieviel geld,wie viel,wieviel,was} ich {noch ,}{habe,hab}"},
              {service,
               "{sag mir,sag mal,kannst du mir sagen,kannst du mir zeigen,zeig mir,zeig mir "
               "mal,zeig mal,ich will wissen,ich möchte wissen,ich würde gern wissen,ich wüsste "
               "gern,ich möchte sehen,ich will sehen,kann ich sehen,schau nach,schau mal "
               "nach,check,checke,prüf,prüfe}"},
              {object, "{einen,ne,eine} {kuss,umarmung,gruß}, {liebe,viele,schöne} grüße"},
              {object,
               "{foto,fotos,bild,bilder,selfie,selfies,screenshot,screenshots,video,videos,"
               "sprachnachricht,meme,memes,gif,gifs,link,links,adresse,standort,karte,nummer,"
               "telefonnummer,handynummer,code,passwort,wlan-passwort,mail,email,nachricht,"
               "nachrichten,sms,brief,postkarte,datei,dateien,dokument,dokumente,pdf,vertrag,"
               "rezept,liste,lied,playlist,info,infos,details,daten,bericht,hausaufgaben,"
               "unterlagen,einladung,kontakt,lebenslauf,neuigkeiten,gruß,grüße,kuss,umarmung,"
               "bescheid,rat,tipp,tipps,hand,chance,pause,zeit,minute,minuten,sekunde,sekunden,"
               "moment,besuch,aufmerksamkeit,mühe,acht,hilfe,ruhe,gas,feedback,meinung,idee,"
               "rückmeldung,antwort}"},
              {narrated,
               "{gib acht,gib auf,gib gas,gib mir bescheid,gib bescheid,gib ruhe,gib her,gib mal "
               "her,lass mich in ruhe,lass es dir,lass dir,lass uns essen,lass uns gehen,lass "
               "los,lass das,lass sein,teil mir mit,teile mir mit,teil deinen,leg auf,leg dich,leg "
               "los,frag mal,frag nicht,frag ihn,hol dir,hol mich,hol ab,reich mir,schieb ab}"},
              {filler,
               "{hab gehalt bekommen,gehalt ist da,bin zuhause,glückwunsch,herzlichen "
               "glückwunsch,alles gute}"},
              {remark, "{war,waren,bin}"},
              {point, "komma"},
              {greet,
               "{hallo,hi,hey,moin,servus,na} {wie geht's,wie gehts,wie geht es dir,alles "
               "klar,bot,zusammen,leute,du,pennypost,guten morgen,guten tag,guten abend}, {guten "
               "morgen,guten tag,guten abend} {zusammen,bot,pennypost}, "
               "{moinsen,hallöle,hallihallo,na alles klar,was geht,was geht ab,was gibt's "
               "neues,jo,grüß euch,grüß sie,schönen guten tag,schönen guten morgen,schönen guten "
               "abend}"},
              {tell, "{sag,sage,sagen sie}"},
              {filler, "{er,sie} soll, dass {er,sie}"},
              {suffix, "soll"},
              {send_weak,
               "{rüberwachsen,rüber,rüberschieben,rück rüber,drück ab,steck,leg hin,pack,lass "
               "springen,spendier,spendiere,leih}"},
              {request,
               "{treib ein,zieh ein,hol zurück,fordere zurück,forder zurück,fordere ein,fordere "
               "an,schick eine zahlungsanforderung,schick eine zahlungsaufforderung,stell in "
               "rechnung}"},
              {kin,
               "{bruderherz,schwesterlein,brüderchen,schwesterchen,mutsch,paps,dad,mom,schatz,"
               "schatzi,liebling,maus,ex,ex-freund,ex-freundin,verlobter,verlobte,verlobten,mieter,"
               "mieterin,untermieter,handwerker,klempner,putzfrau,putzhilfe,reinigungskraft,"
               "tagesmutter,nanny,trainer,trainerin,coach,steuerberater,anwalt,arzt,zahnarzt,"
               "tierarzt,therapeutin,therapeut,wg,stiefvater,stiefmutter,stiefbruder,"
               "stiefschwester,halbbruder,halbschwester,schwiegersohn,schwiegertochter,"
               "schwiegereltern,großeltern,patentante,patenonkel,kollegin,vermietern,kumpels,"
               "bester kumpel,besten kumpel,besten freund,besten freundin}"},
              {balance,
               "{wie viel geld habe ich,wie viel geld hab ich,wieviel geld habe ich,wieviel geld "
               "hab ich,wie viel habe ich,wie viel hab ich,wieviel habe ich,wieviel hab ich,was "
               "habe ich,was hab ich,wie viel geld ist,wie viel ist,wieviel ist,was ist,wie viel "
               "kohle habe ich,wie viel kohle hab ich,wie viel geld bleibt mir,wie viel bleibt "
               "mir,wieviel bleibt mir} {noch,noch übrig,übrig,auf dem konto,auf meinem konto,noch "
               "auf dem konto,noch auf meinem konto,drauf,noch drauf,noch da,zur "
               "verfügung,insgesamt,gerade,aktuell,momentan,im moment,jetzt noch,auf der karte,im "
               "wallet,in der wallet}, {kontostand,mein kontostand,guthaben,mein guthaben,was ist "
               "mein kontostand,wie ist mein kontostand,wie ist der kontostand,wie hoch ist mein "
               "guthaben,wie hoch ist mein kontostand,zeig mir mein guthaben,zeig mein "
               "guthaben,zeig mir den kontostand,kontostand anzeigen,kontostand "
               "bitte,restguthaben,restbetrag,verfügbares guthaben,mein saldo,saldo,wie steht's um "
               "mein konto,wie steht mein konto,wie sieht mein konto aus,wie sieht's auf meinem "
               "konto aus,bin ich pleite,bin ich blank,habe ich noch geld,hab ich noch geld,habe "
               "ich geld,hab ich genug,habe ich genug,habe ich noch guthaben,wieviel kann ich "
               "ausgeben,wie viel kann ich ausgeben,wie viel kann ich noch ausgeben,wie flüssig "
               "bin ich}"},
              {history,
               "{verlauf,mein "
               "verlauf,zahlungsverlauf,zahlungshistorie,transaktionsverlauf,historie,meine "
               "historie,letzte transaktionen,letzte zahlungen,letzte überweisungen,letzte "
               "buchungen,letzte umsätze,meine umsätze,umsätze,umsatz,buchungen,meine "
               "buchungen,meine zahlungen,meine transaktionen,meine überweisungen,meine "
               "ausgaben,kontoauszug,kontoauszüge,auszug,kontobewegungen,bewegungen,aktivitäten,wo "
               "ist mein geld hin,wo ist mein ganzes geld hin,wo ist mein geld geblieben,wer hat "
               "mir geld geschickt,wer hat mir geld gesendet,wer hat mich bezahlt,wer hat mir was "
               "geschickt,wem habe ich geld geschickt,wem hab ich geld geschickt,wem habe ich "
               "bezahlt,was habe ich ausgegeben,was hab ich ausgegeben,wie viel habe ich "
               "ausgegeben,wie viel hab ich ausgegeben,wieviel hab ich ausgegeben,was habe ich "
               "bezahlt,was hab ich bezahlt,was habe ich geschickt,was ist reingekommen,was ist "
               "rausgegangen,eingänge,ausgänge,geldeingänge}"},
              {help,
               "{wie funktioniert das,wie funktioniert das hier,wie funktioniert das ding,wie "
               "funktioniert dieses ding,wie funktioniert die app,wie funktioniert dieser bot,wie "
               "geht das,wie geht das hier,wie geht das ding,wie läuft das,wie läuft das hier,wie "
               "läuft das ab,wie benutze ich das,wie benutzt man das,wie bedient man das,wie nutze "
               "ich das,wie verwende ich das,wie schicke ich geld,wie sende ich geld,wie überweise "
               "ich,wie überweise ich geld,wie kann ich geld senden,wie kann ich,wie fange ich "
               "an,wo fange ich an,was kannst du,was kannst du alles,was kannst du tun,was kannst "
               "du machen,was kannst du so,was machst du,was tust du,was kann ich hier machen,was "
               "kann ich machen,was kann ich tun,was kann man hier machen,was geht hier,was bist "
               "du,wer bist du,bist du ein bot,was ist das,was ist das hier,was soll das "
               "sein,welche befehle gibt es,welche befehle,welche optionen,zeig mir die "
               "befehle,zeig das menü,zeig menü,befehle,optionen,hilf mir,hilf mir mal,hilf mir "
               "bitte,kannst du mir helfen,können sie mir helfen,ich brauche hilfe,ich brauch "
               "hilfe,brauche hilfe,brauch hilfe,bitte hilfe,hilfe bitte,hilfee,ich verstehe "
               "nicht,ich versteh nicht,ich verstehe das nicht,ich versteh das nicht,verstehe ich "
               "nicht,versteh nur bahnhof,ich verstehe nur bahnhof,keine ahnung wie das geht,ich "
               "weiß nicht wie das geht,ich bin neu hier,bin neu hier,ich bin neu,zum ersten mal "
               "hier,erklär mir,erklär mal,erkläre es mir,erklär's mir,erklär mir wie das "
               "geht,anleitung,bedienungsanleitung,gebrauchsanweisung,tutorial,sos,ich habe eine "
               "frage,ich hab ne frage,hab eine frage,frage,fragen,kostet das was,gibt es "
               "gebühren,was kostet das}"},
              {cancel,
               "{ach vergiss es,nee vergiss es,nein vergiss es,ok vergiss es,vergiss,vergiss das "
               "bitte,lass gut sein,ach lass gut sein,lass mal,ach lass mal,lass das,lass es "
               "sein,lass bleiben,lass stecken,hat sich erledigt,hat sich erledigt danke,erledigt "
               "sich,schon erledigt,ist egal,ach egal,egal jetzt,doch nicht,lieber doch nicht,ach "
               "doch nicht,nicht mehr nötig,brauch ich nicht mehr,will ich nicht mehr,ich will "
               "nicht mehr,nimm das zurück,nimm's zurück,mach das rückgängig,mach es "
               "rückgängig,mach's rückgängig,mach die zahlung rückgängig,rückgängig bitte,hol das "
               "geld zurück,hol mein geld zurück,ich will mein geld zurück,geld "
               "zurück,zurückholen,brich das ab,abbrechen bitte,bitte abbrechen,alles "
               "abbrechen,halt stopp,stopp stopp,stop stop,stopp mal,stopp "
               "bitte,stoppe,stoppen,anhalten,beenden,ende,löschen,lösch das,streich "
               "das,verwerfen,verwirf das,hab mich vertan,ich hab's mir anders überlegt,ich hab es "
               "mir anders überlegt,hab's mir anders überlegt,anders überlegt,ich habe meine "
               "meinung geändert}"},
              {confirm,
               "{ja passt,ja stimmt,ja richtig,ja korrekt,ja ok,ja okay,ja schick,ja sende,ja "
               "mach,ja los,ja weiter,ja bestätigen,ja ich bestätige,ja natürlich,ja auf jeden "
               "fall,ja unbedingt,ok ja,ok mach,ok passt,ok los,passt so,passt schon,passt für "
               "mich,so passt's,so passt es,geht in ordnung,geht ok,mach ruhig,mach nur,mach "
               "schon,mach das so,kannst du machen,kannste machen,schick ab,schick's "
               "ab,abschicken,absenden,raus damit,her damit,klaro,logo,logisch,na logo,na "
               "sicher,na gut,na dann los,aber sicher,aber ja,und ob,sehr gerne,sehr "
               "gern,definitiv,gebongt,abgemacht,deal,top,jawoll,jaaa,jaa,joa,jepp,yep,yes "
               "bitte,genauso,exakt,bin einverstanden,ich bin einverstanden,bin dafür,von mir "
               "aus}"},
              {decline,
               "{nein lass,nein lass mal,nein nicht,nein bitte nicht,nein jetzt nicht,nein noch "
               "nicht,nein auf keinen fall,nein lieber nicht,nein stimmt nicht,nein falsch,ne "
               "danke,nee danke,nö danke,ne lass mal,nee lass mal,nicht bestätigen,nicht "
               "senden,nicht schicken,nicht abschicken,nicht so,so nicht,passt nicht,das passt "
               "nicht,das stimmt nicht,das ist falsch,ist falsch,gar nicht,ganz und gar "
               "nicht,überhaupt nicht,im leben nicht,nie im leben,kommt nicht in frage,vergiss es "
               "nein,lieber später,später vielleicht,vielleicht später,nicht heute,nicht "
               "nötig,muss nicht sein,will nicht,mag nicht,möchte "
               "nicht,neee,neeee,neiin,neinn,nöö,nada}"},
              {filler, "{die,den,das} ich {ihm,ihr,ihnen,dir} {noch ,}{schulde,schuldig bin}"},
              {send,
               "{überweis,überweise mal,schick mal,sende mal,paypale,paypal,lass rüberwachsen,mach "
               "eine überweisung von,mach eine überweisung über,tätige eine überweisung von,tätige "
               "eine überweisung über,zahl zurück,gib zurück}"},
              {request_weak, "um"},
              {clock,
               "{uhr,stunde,stunden,minute,minuten,tag,tage,tagen,woche,wochen,monat,monate,"
               "monaten}"},
              {opener,
               "{könntest du bitte,kannst du bitte,kannste,könnteste,kannst mal,würdest du,würden "
               "sie,wären sie so freundlich,wärst du so lieb und,sei so lieb und,sei so gut "
               "und,sei so nett und,wärst du so nett,ich brauche dich um,ich würde gerne,ich würd "
               "gern,ich möchte gerne,ich möcht,ich will mal,ich hätte gern,ich muss mal,muss "
               "mal,bitte einmal,wärs möglich,wäre es möglich,ist es möglich,ich bitte dich,tu mir "
               "den gefallen und,tu mir einen gefallen und,du kannst,du könntest,du sollst,ich "
               "wollte,wir wollen,wir möchten,wir müssen}"},
              {filler,
               "{nur,bloß,lediglich,noch,nochmal,eben,doch,mal,mal eben,mal "
               "schnell,also,quasi,eigentlich,sozusagen,einfach,grad,gerade,digga,alter,bruder,bro,"
               "schatz,liebling,mein lieber,meine liebe,assistent,so schnell wie "
               "möglich,schnellstmöglich,umgehend,bitte umgehend,gerecht,gleichmäßig,fair,zu "
               "gleichen teilen,von meinem konto,weitere,hör mal,pass auf,guck mal,schau mal}"},
              {thanks,
               "{dankeschön,danke dir,danke sehr,danke vielmals,besten dank,herzlichen dank,vielen "
               "lieben dank,tausend dank,danke im voraus,dank dir,merci,lg,vg,mfg,liebe "
               "grüße,viele grüße,beste grüße,mit freundlichen grüßen}"},
              {please,
               "{bidde,bütte,wenn du kannst,wenn es geht,wenns geht,falls möglich,wenn "
               "möglich,sobald du kannst,wenn du zeit hast}"},
              {send,
               "{schick,schicke,schicken,schickt,sende,senden,send,sendet,überweise,überweis,"
               "überweisen,ueberweise,ueberweisen,überweist,zahle,zahl,zahlen,"
               "bezahle,bezahl,bezahlen,transferiere,transferieren,erstatte,erstatten}, "
               "{mach,mache,machen} eine überweisung{ von, über,}, {zahle,zahl} "
               "{zurück,aus}, zurückzahlen, zurückschicken, rüberschicken, auszahlen, einzahlen"},
              {send_weak,
               "{gib,gebe,geben,gebt,spende,spenden,schenk,schenke,schenken,leg,lege,schieb,"
               "schiebe,rück,drück,übergib,reich,lass}"},
              {send_ask, "{schickst,sendest,überweist,zahlst,bezahlst,gibst} du"},
              {request,
               "{fordere,fordern,forder,verlange,verlangen,anfordern,einfordern,kassiere,kassieren,"
               "berechne,stelle in rechnung,zieh ein,fordert}, {stell,stelle} eine anfrage "
               "über, {fordere,fordern} {an,ein}, {anfrage,anfragen}, sende eine anfrage, schick "
               "eine anfrage"},
              {request_weak, "{bitte um,bitten um,frag,frage,fragen,hol,hole,holen,bitt}"},
              {split,
               "{teile,teil,teilen,teilt,aufteilen,splitte,splitten,split}, {teile,teil} auf, "
               "halbe halbe"},
              {narrated,
               "{geschickt,gesendet,überwiesen,gezahlt,bezahlt,gegeben,schickte,sendete,überwies,"
               "zahlte,bezahlte,gab,gefordert,verlangt,angefordert,bekommen,"
               "bekam,erhalten,geliehen,lieh,leihe,geteilt,kostet,kosten,kostete,gekostet,gewonnen,"
               "verloren,gekauft,kaufte,verkauft,ausgegeben,"
               "zurückgezahlt,geschenkt,gespendet,verdient,verdiene,gestohlen,wert,schicke "
               "ich,sende ich,bat,gebeten,gefragt,schickt mir,gewettet}"},
              {future,
               "{erinnere mich,erinner mich,werde,wirst,wird,werden,würde,würdest "
               "gern,würden,könnte,könnten,sollte,sollten,sollen,vielleicht,eventuell,ich "
               "plane,ich habe vor,ich "
               "verspreche,versprochen,wahrscheinlich,ich sollte,wollte,ich schicke,ich sende,ich "
               "überweise,ich zahle,ich gebe,hätte,ich bezahle}"},
              {opener,
               "{kannst,könntest,würdest,magst} du{ bitte, mal, mir bitte,}, "
               "{können,könnten,würden} sie{ bitte,}, könnt ihr, {ich möchte,ich will,ich würde "
               "gern,ich würde gerne,ich muss,ich mag,"
               "ich brauche,ich hätte gern,ich hätte gerne,wir müssen,ich soll}, "
               "{kann,könnte,darf} ich, lass mich, lass uns, hilf mir, bitte sei so gut und, "
               "vergiss nicht, denk dran, wärst du so "
               "nett, ist es möglich, du {kannst,könntest}, {möchte,will,muss,würde gern,würde "
               "gerne}, sei so lieb und, tu mir einen gefallen und, willst du"},
              {please,
               "{bitte,bitte schön,bitteschön,bidde,plz,pls,wenn du kannst,wenn möglich,wenns "
               "geht,wenn's geht,sei so lieb,sei so nett,falls möglich,bitte bitte,für mich,mal "
               "bitte}"},
              {greet,
               "{hallo,hi,hey,moin,moin moin,servus,grüß dich,grüß gott,guten morgen,guten "
               "tag,guten abend,na,na du,hallöchen,tach,huhu,wie geht's,wie gehts,wie geht es "
               "dir,alles klar,gruezi,grüezi,hallo zusammen}"},
              {thanks,
               "{danke,dankeschön,danke schön,danke dir,vielen dank,besten dank,tausend "
               "dank,merci,thx,danke im voraus,danke sehr,danke vielmals,herzlichen dank,ich danke "
               "dir,lieben dank,dank dir,thanks}"},
              {closing,
               "{lol,haha,hahaha,hehe,xd,tschüss,tschau,ciao,bis bald,bis später,lg,mfg,liebe "
               "grüße,viele grüße,gruß,grüße,gute nacht,schönen tag,schönen abend,keine eile,bis "
               "dann,hdl,bussi,schönes wochenende}"},
              {filler,
               "{mal,doch,dann,also,ok,okay,so,gut,äh,ähm,hm,eben,schnell,kurz,heute,auch,nur,noch,"
               "einfach,mein freund,alter,digga,bruder,pennypost,bot,"
               "du,den betrag von,einen betrag von,insgesamt,den betrag,die summe von,eine summe "
               "von,nochmal,wieder,rüber,zurück,super,prima,von meinem konto,genau,ja "
               "bitte,schon,halt,dringend,umgehend,und dann,direkt,diesmal,hin}"},
              {now, "{jetzt,sofort,gleich,asap,jetzt gleich}"},
              {to, "an, zu, zum, zur, nach, auf das konto von, auf, empfänger, ans"},
              {suffix, "an, ein, zu, auf, zurück, aus, rüber, ab, durch"},
              {range, "bis"},
              {from, "von, vom, bei, beim, aus"},
              {with, "mit"},
              {between, "zwischen, unter"},
              {each,
               "je, jeweils, jedem, jeder, jede, pro person, pro kopf, pro nase, beiden, an jeden, "
               "an beide, jedem von"},
              {me, "mir, mich, an mich"},
              {self, "mir, mich, ich, uns, wir, ich selbst"},
              {pronoun,
               "{ihm,ihr,ihn,ihnen,euch,dir,dich,jemand,jemandem,jemanden,allen,alle,jeder,einem "
               "freund,einer freundin,freunden,meinen freunden,sie,er,den leuten,diesem typ,der "
               "person,irgendwem,irgendjemandem,niemandem,beiden}"},
              {article,
               "der, die, das, den, dem, des, ein, eine, einen, einem, einer, 'nen, nen, ne, "
               "etwas"},
              {unit, "in"},
              {possessive,
               "mein, meine, meiner, meinem, meinen, dein, deine, deiner, deinem, deinen, unser, "
               "unsere, unserer, unserem, unseren, ihrer, ihrem, seine, seiner, seinem, euer, "
               "eure"},
              {title, "herr, herrn, frau, fräulein, dr, doktor, prof, professor, hr, fr, dipl"},
              {kin,
               "{mutter,mama,mami,mutti,vater,papa,papi,vati,schwester,bruder,sohn,tochter,frau,"
               "mann,ehefrau,ehemann,tante,onkel,oma,opa,omi,opi,großmutter,großvater,cousin,"
               "cousine,neffe,neffen,nichte,enkel,enkelin,freund,freundin,kumpel,nachbar,nachbarn,"
               "nachbarin,vermieter,vermieterin,chef,chefin,mitbewohner,mitbewohnerin,partner,"
               "partnerin,schwager,schwägerin,"
               "schwiegermutter,schwiegervater,kollege,kollegen,kollegin,patenkind,lehrer,lehrerin,"
               "babysitter,babysitterin,friseur,hausmeister,schwesterherz,eltern,bester "
               "freund,beste freundin,kleine schwester,kleiner bruder}"},
              {particle, "von, van, zu, der, den, de, bin, al, el"},
              {subject,
               "{ich,du,er,sie,es,wir,ihr,man,jemand,niemand,das,leute,die leute,wer,alle}"},
              {purpose,
               "für, fürs, für den, für die, für das, wegen, betreff, verwendungszweck, zweck, "
               "betrifft, notiz, nachricht, mit der nachricht, mit dem verwendungszweck, als "
               "bezahlung für, zwecks, re, betr"},
              {thing,
               "{miete,essen,mittagessen,abendessen,frühstück,pizza,kaffee,taxi,uber,benzin,tanken,"
               "kino,film,karten,tickets,ticket,konzert,geschenk,geburtstag,party,urlaub,reise,"
               "hotel,flug,bahn,zug,bus,strom,"
               "wasser,gas,internet,handy,rechnung,rechnungen,einkauf,einkäufe,lebensmittel,bier,"
               "biere,getränke,drinks,wein,kuchen,blumen,schuhe,kleidung,buch,bücher,schule,kurs,"
               "unterricht,fitnessstudio,netflix,spotify,abo,"
               "schulden,kredit,trinkgeld,strafe,steuern,versicherung,arzt,zahnarzt,medizin,"
               "apotheke,tierarzt,hund,katze,kinder,kita,friseur,auto,fahrrad,reparatur,wohnung,"
               "möbel,spiel,spiele,wette,spende,döner,eis,milch,"
               "brot,eier,obst,sushi,burger,parken,parkplatz,maut,nachricht,mail,email,link,foto,"
               "fotos,bild,bilder,video,videos,brief,karte,adresse,standort,nummer,code,minuten,"
               "minute,stunden,stunde,tage,tag,wochen,woche,monate,monat,"
               "jahre,mal,punkte,leute,freunde,km,kg,kilo,liter,sachen,ding,dinge,hälfte,anteil,"
               "bescheid,rat,zeit,ruhe,chance,hand,umarmung,kuss,hilfe,putzen,wäsche,gutschein,"
               "beitrag,kaution}"},
              {approx,
               "{zweimal,dreimal,doppelt,das doppelte,etwa,ungefähr,circa,ca,rund,um "
               "die,fast,knapp,so um die,so,ein paar,paar,einige,mehrere,viel,viele,wenig,ein "
               "bisschen,bisschen,ein wenig,etwas,dutzend,ein dutzend,hunderte,tausende,oder "
               "so,plus minus,schätzungsweise,vielleicht,so etwa,dutzende,irgendwas um}"},
              {limit,
               "{bis zu,mindestens,höchstens,maximal,minimal,mehr als,weniger als,über,unter,nicht "
               "mehr als,wenigstens}"},
              {or_, "oder, bzw"},
              {all,
               "{alles,mein ganzes geld,all mein geld,das ganze geld,mein gesamtes geld,alles "
               "geld,den rest,mein restliches geld,alles was ich habe,die hälfte meines "
               "geldes,mein ganzes guthaben,mein guthaben,mein erspartes,meine ersparnisse,das "
               "restliche geld}"},
              {money,
               "{geld,kohle,knete,moneten,bargeld,etwas geld,ein bisschen geld,das geld,die "
               "rechnung,einen betrag,zaster,eine zahlung,eine überweisung,cash,mäuse,asche,die "
               "kosten}"},
              {approx,
               "{prozent,die hälfte von,hälfte von,ein drittel von,ein viertel von,das doppelte "
               "von}"},
              {about_half,
               "{ein,zwei,drei,vier,fünf,sechs,sieben,acht,neun,zehn}einhalb, anderthalb"},
              {half, "einen halben, ein halber, halben, halber, halbe, eine halbe"},
              {about_half, "einhalb, und ein halb"},
              {conj, "und, u, sowie"},
              {sign_minus, "minus"},
              {negation,
               "{nur spaß,spaß,war nur "
               "spaß,nicht,nie,niemals,kein,keine,keinen,keinem,ohne,weder,nimmer,keinesfalls,auf "
               "keinen fall,statt,anstatt,hör auf,nichts}"},
              {condition,
               "{wenn,falls,sofern,ob,außer wenn,es sei denn,solange,im "
               "falle,vorausgesetzt,sonst,nur wenn}"},
              {said,
               "{sagte,sagt,gesagt,meinte,meint,schrieb,schreibt,geschrieben,erzählte,erzählt,"
               "fragte,bat mich,laut,behauptet,hat gesagt,hat mich gebeten,will "
               "dass,antwortete,denkt,denke,glaube,glaubt,ich habe "
               "gelesen,gehört,witz,zitat,zufolge,steht}"},
              {wish,
               "{ich wünschte,wünschte,stell dir vor,angenommen,hätte ich,wäre,es wäre,wenn ich "
               "nur,hoffentlich,ich hoffe,träume davon,theoretisch,was wäre wenn,wie wäre es,ich "
               "überlege,überlege,am liebsten,beinahe}"},
              {past,
               "{gestern,vorgestern,gestern abend,letzte woche,letzten monat,letztes jahr,letzte "
               "nacht,heute morgen,neulich,vor,bereits,damals,kürzlich,letzten freitag,letzten "
               "montag,vorhin,früher,letztes mal}"},
              {later,
               "{morgen,morgen früh,übermorgen,später,heute abend,heute nachmittag,nächste "
               "woche,nächsten monat,nächstes jahr,nächstes mal,am montag,am dienstag,am "
               "mittwoch,am donnerstag,am freitag,am samstag,am sonntag,montag,dienstag,mittwoch,"
               "donnerstag,freitag,samstag,sonntag,bald,nachher,in einer stunde,in einer woche,in "
               "zwei tagen,in ein paar tagen,mittags,um "
               "mitternacht,sobald,nachdem,bevor,wochenende,am wochenende,am ersten,ende des "
               "monats,am monatsende,irgendwann,nächsten freitag,nächsten montag,bis morgen,bis "
               "freitag,demnächst,nach feierabend}"},
              {recurring,
               "jeden "
               "{tag,montag,dienstag,mittwoch,donnerstag,freitag,samstag,sonntag,monat,morgen,"
               "abend}, {jede,jedes} {woche,jahr,stunde,mal,wochenende}, "
               "{täglich,wöchentlich,monatlich,jährlich,regelmäßig,automatisch,montags,dienstags,"
               "freitags,samstags,sonntags}, {einmal,zweimal} {pro woche,im monat,die woche,am "
               "tag,pro monat}, pro {monat,woche,tag}, im monat, alle zwei wochen"},
              {wh,
               "{was,wer,wem,wen,wann,wo,warum,wieso,weshalb,wie,welche,welcher,welches,wie "
               "viel,wieviel,wie viele,woher,wofür,an wen,von wem,wie oft}"},
              {yes_no,
               "{hast du,habe ich,hat er,hat sie,haben sie,haben wir,hat,habt ihr,bin "
               "ich,ist,sind,war,soll ich,habt,muss ich,darf man,hast,haben}"},
              {correction,
               "{nein warte,warte,warte nein,moment,ich meine,ich "
               "meinte,eigentlich,besser,sorry,entschuldigung,korrektur,stattdessen,nein "
               "nein,nein,nee,ups,lieber,doch lieber,mach,ach nein,quatsch,vielmehr,sondern,oder "
               "besser,doch nicht,vertippt,falsch,ändere auf}"},
              {owes,
               "{schuldet,schulde,schuldest,schulden mir,schuldet mir,schulde ich,ich schulde}"},
              {me, "schulden mir, schuldet mir"},
              {it, "{es,das,dies,fordere es,ihn ein}"},
              {confirm,
               "{ja,jo,jep,jap,jawohl,ok,okay,oke,klar,na "
               "klar,sicher,natürlich,bestätige,bestätigt,bestätigen,ich bestätige,mach das,mach "
               "es,tu es,los,genau,richtig,stimmt,einverstanden,passt,gerne,gern,ja bitte,ja "
               "gerne,ja klar,ja genau,absolut,auf jeden fall,"
               "freilich,yes,alles klar,in ordnung,geht klar,gut,perfekt,weiter,akzeptieren,ich "
               "akzeptiere,ich stimme zu,genehmigt,selbstverständlich,aber klar,ja mach das,ja "
               "mach,jaja,jup,so ist es,ja sicher,korrekt}"},
              {decline,
               "{nein,nee,ne,nö,nope,nein danke,auf keinen fall,niemals,lieber nicht,jetzt "
               "nicht,noch nicht,nicht jetzt,bloß nicht,ablehnen,abgelehnt,ich lehne ab,ich will "
               "nicht,ich möchte nicht,bitte nicht,keineswegs,nicht,falsch,stimmt nicht,auf gar "
               "keinen fall,tu das nicht,mach das nicht,keine chance,nein nein,nie,heute "
               "nicht,besser nicht,nicht bestätigen,verweigern,niemals im leben}"},
              {cancel,
               "{abbrechen,abbruch,brich "
               "ab,storniere,stornieren,storno,widerrufe,widerrufen,rückgängig,rückgängig "
               "machen,mach rückgängig,vergiss es,vergiss das,stopp,stop,halt,egal,schon gut,lass "
               "es,lass gut sein,annulliere,annullieren,zurücknehmen,nimm "
               "zurück,undo,cancel,lösche,ich habe es mir anders überlegt,canceln,zurückrufen,hol "
               "zurück,doch nicht,macht nichts}"},
              {cancel_about,
               "{die,das,den,der,dem,letzte,letzten,letztes,zahlung,überweisung,transaktion,"
               "anfrage,sendung,auftrag,es,alles,meine,meinen,mein,diese,diesen,dieses,an,von,"
               "zurück,ab,mach,bitte,geld,gerade,eben,ich,habe,gesendet,geschickt,vorherige,offene,"
               "aktuelle,bestellung,aktion,kannst,du,noch,wieder,und,neueste,jetzt,möchte,will,"
               "vorgang}"},
              {help,
               "{hilfe,hilf mir,hilf,wie funktioniert das,wie funktioniert es,wie geht das,wie "
               "funktionierst du,was kannst du,was kannst du alles,was kann ich hier machen,was "
               "machst du,menü,menu,start,starten,anfangen,los geht's,wie sende ich,wie schicke "
               "ich,wie überweise ich,wie zahle ich,wie kann ich,wie kann man,wie mache ich,wie "
               "teile ich,wie fordere ich,wie bekomme ich,wie storniere ich,wie benutze ich,ich "
               "brauche hilfe,brauche hilfe,anleitung,befehle,optionen,help,erklär mir,"
               "erkläre,ich verstehe nicht,ich verstehe das nicht,wer bist du,was bist du,was ist "
               "das,was ist pennypost,wofür bist du da,kannst du mir helfen,können sie mir "
               "helfen,info,infos,tutorial,was kostet das,wie hoch sind die gebühren,wie "
               "funktioniert pennypost}"},
              {balance,
               "{kontostand,guthaben,saldo,mein kontostand,mein guthaben,wie viel habe ich,wieviel "
               "habe ich,wie viel geld habe ich,wieviel geld habe ich,wie viel hab ich,wieviel hab "
               "ich,wie viel ist auf meinem konto,wie viel ist noch drauf,was habe ich auf dem "
               "konto,wie viel habe ich auf dem konto,"
               "wie viel bleibt mir,wie viel ist übrig,wie viel geld ist übrig,wie viel geld hab "
               "ich,bin ich pleite,mein geld,habe ich noch geld,wie viel geld ist auf meinem "
               "konto,wie steht mein konto,wie viel euro habe ich,was ist auf meinem "
               "konto,verfügbar,kontostand abfragen}"},
              {wh,
               "wie viel habe ich, wieviel habe ich, wie viel geld habe ich, wieviel geld habe "
               "ich, wie viel hab ich"},
              {history_self,
               "wie viel habe ich, wieviel habe ich, wie viel geld habe ich, wieviel geld habe "
               "ich, wie viel hab ich"},
              {history,
               "{verlauf,transaktionen,transaktion,überweisungen,zahlungen,umsätze,buchungen,"
               "kontoauszug,auszug,historie,aktivität,aktivitäten,letzte zahlung,letzte "
               "überweisung,letzte transaktion,letzten zahlungen,bewegungen,ausgaben,meine "
               "ausgaben,einnahmen,zahlungsverlauf,belege,anfragen}"},
              {history_self,
               "{habe ich,hab ich,ich habe,ich hab,hat mir,haben mir,haben wir,bekam ich}"},
              {service,
               "{mein,meine,meinen,meiner,meinem,der,die,das,den,dem,was,ist,sind,wie,hoch,zeig,"
               "zeige,zeig mir,zeige mir,anzeigen,sehen,sag,sag mir,nenn mir,gib "
               "mir,aktueller,aktuelle,aktuell,aktuellen,konto,auf,in,im,von,vom,diese,dieser,"
               "diesen,diesem,monat,woche,tag,tage,tagen,heute,gestern,letzte,letzten,letztes,"
               "letzter,neueste,neuesten,"
               "mit,an,noch,gesamt,verfügbar,verfügbares,geld,alle,alles,liste,ich,möchte,will,"
               "kann,kannst,du,mir,bitte,jetzt,seit,januar,februar,märz,april,mai,juni,juli,august,"
               "september,oktober,november,dezember,montag,dienstag,mittwoch,donnerstag,freitag,"
               "samstag,sonntag,und,wissen,abfragen,prüfen,prüfe,gerade,zur,zeit,moment,es,um,"
               "welche,für,bei,mal,vergangene,insgesamt,zuletzt,aus,überblick}"},
              {machine,
               "{ignoriere,ignorier,vergiss,missachte} {deine,alle,alle deine,alle "
               "vorherigen,die,diese,meine} "
               "{regeln,anweisungen,instruktionen,vorgaben,richtlinien,beschränkungen,vorherigen "
               "anweisungen,befehle}, du bist {jetzt,nun,ab jetzt,ab sofort}, ab {jetzt,sofort} "
               "bist du, {verhalte dich,handle,agiere} {als,wie}, tu so als, "
               "{entwicklermodus,adminmodus,testmodus,wartungsmodus}, systemnachricht, system:, "
               "system :, als {administrator,admin,entwickler,system}, ich bin dein "
               "{entwickler,administrator,schöpfer,besitzer,admin}, neue "
               "{anweisungen,anweisung,regeln,regel}, deine "
               "{regeln,rolle,anweisungen,programmierung}, ohne {bestätigung,rückfrage,nachfrage}, "
               "dein prompt, systemprompt"},
          },
      .numbers =
          "eineinhalb=1, anderthalb=1, zweieinhalb=2, dreieinhalb=3, viereinhalb=4, fünfeinhalb=5, "
          "sechseinhalb=6, siebeneinhalb=7, achteinhalb=8, neuneinhalb=9, zehneinhalb=10, ein=1, "
          "eine=1, einen=1, einem=1, einer=1, eins=1, zwo=2, dreissig=30, fuenf=5, fuenfzig=50, "
          "zwoelf=12, hundert=100, tausend=1000, null=0",
      .factors =
          "hundert=100, tausend=1000, k=1000, million=1000000, millionen=1000000, mio=1000000, "
          "milliarde=1000000000, milliarden=1000000000, riesen=1000, tausender=0, hunderter=0",
      .currencies =
          "euro=EUR, euros=EUR, eur=EUR, dollar=dollar, dollars=dollar, us-dollar=USD, "
          "pfund=pound, pfund sterling=GBP, britische pfund=GBP, franken=CHF, schweizer "
          "franken=CHF, fränkli=CHF, stutz=CHF, yen=JPY, yuan=CNY, kronen=crown, krone=crown, "
          "rupien=rupee, rupie=rupee, peso=peso, pesos=peso, "
          "cent=cent, cents=cent, ct=cent, rappen=rappen, zloty=PLN, rubel=rouble, lira=lira, "
          "dinar=dinar, dirham=dirham, real=real, reais=real, forint=HUF, schilling=shilling, "
          "schillinge=shilling, pence=penny, penny=penny, lei=leu, piepen=EUR, "
          "mark=nothing, d-mark=nothing, dm=nothing, bitcoin=nothing, bitcoins=nothing, "
          "btc=nothing, punkte=nothing, münzen=nothing, taler=nothing, ethereum=nothing, "
          "krypto=nothing, coins=nothing, sterne=nothing",
      .sums =
          "fünfer=5:default, zehner=10:default, zwanziger=20:default, fuffi=50:default, "
          "fünfziger=50:default, zwanni=20:default, hunni=100:default",
      .compounds = true,
      .late_negation = true,
  };
}

}  // namespace pennypost::language
