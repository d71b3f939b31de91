#include "api/language/languages/manners.h"

#include <map>

namespace pennypost::language {
namespace {

using enum Tag;

using Manners = std::map<std::string_view, std::vector<Entry>>;

Manners western() {
  return {
      {"en",
       {{filler,
         "{sorry,so sorry,apologies,my apologies,i apologise,i apologize} {to bother you,to "
         "trouble you,to disturb you,for bothering you,for disturbing you,for the bother,for the "
         "trouble,for the inconvenience,for the disturbance,for the delay}{ but,}, {i ,}hate to "
         "{bother,trouble,disturb} you{ but,}, excuse me, pardon me, forgive me for bothering you, "
         "apologies"},
        {greet,
         "dear {sir or madam,sir/madam,sir,madam,sirs}, to whom it may concern, dear pennypost"},
        {closing,
         "yours {faithfully,sincerely,truly}, {sincerely yours,faithfully yours,with kind "
         "regards,much obliged,with best wishes,respectfully,respectfully yours}"},
        {opener,
         "{i,we} should {very much ,}like to, {i,we} {should,would} be {most ,very "
         ",}{grateful,obliged} if you {could,would}, i'd be obliged if you {could,would}, {i,we} "
         "hereby {request,ask} you to, {i,we} kindly ask you to, be so good as to, please be so "
         "kind as to, i respectfully ask you to"},
        {kin,
         "{window,carpet,pool,house,office} {cleaner,cleaners}, "
         "{music,piano,guitar,violin,singing,dance,yoga,maths,math,english,french,spanish,school,"
         "art,science,swimming} {teacher,tutor,coach,instructor}, "
         "{taxi,bus,cab,uber,delivery,van,truck} {driver,man,guy,lady}, "
         "{football,soccer,tennis,basketball,swim} coach, {dog,cat,house,pet,baby} "
         "{walker,sitter,groomer}, {cleaning,dinner,lunch,tea} lady, "
         "{pizza,moving,repair,cable,boiler,removal} {guy,guys,man,men,lady}, "
         "{lady,man,woman,guy,neighbour,neighbor} next door"},
        {balance,
         "how much {money ,}{remains,is remaining,is still left,is left over} {in,on} {my,the,our} "
         "{account,wallet,balance,card}, what {remains,is left,is remaining} {in,on} {my,the,our} "
         "{account,wallet,card}, what is the {remaining balance,balance remaining}{ in my "
         "account,}"}}},
      {"fr",
       {{filler,
         "{désolé,désolée,navré,navrée,pardon,excusez-moi,excuse-moi,pardonnez-moi} {de vous "
         "déranger,de te déranger,pour le dérangement,du dérangement}{ mais,}, excusez-moi, "
         "excuse-moi, veuillez m'excuser, pardonnez-moi"},
        {closing,
         "{cordialement,bien cordialement,sincères salutations,salutations "
         "distinguées,respectueusement,avec mes remerciements,bien à vous}"},
        {opener,
         "{je vous prie,je vous saurais gré,nous vous prions} de{ bien vouloir,}, je vous serais "
         "{reconnaissant,reconnaissante} de{ bien vouloir,}, {merci,prière} de bien vouloir, "
         "veuillez avoir l'obligeance de, ayez l'amabilité de"},
        {kin,
         "professeur, professeure, docteur, docteure, {chauffeur,chauffeuse} de {taxi,bus}, "
         "{laveur,laveuse} de {vitres,carreaux}, {prof,professeur,professeure} de "
         "{piano,musique,guitare,maths,danse,yoga,anglais,français}, femme de ménage"},
        {balance,
         "combien {reste-t-il,il reste,reste,il me reste,me reste-t-il} {sur,dans} {mon,le} "
         "{compte,portefeuille,solde}"}}},
      {"es",
       {{filler,
         "{perdone,perdona,perdón por,disculpe,disculpa,siento} {la molestia,las molestias}, "
         "{perdone,perdona,disculpe,disculpa} que {le,te,lo,la} {moleste,molesto}, "
         "{perdón,perdone,perdona,disculpe,disculpa} por {la molestia,las "
         "molestias,molestar,molestarle,molestarte}{ pero,}"},
        {greet,
         "{estimado,estimada,muy} señor{ mío,}, {estimado,estimada} {señora,señorita}, "
         "{estimados,estimadas} {señores,señoras}, muy señores míos"},
        {closing,
         "{atentamente,muy atentamente,cordialmente,un saludo,un cordial saludo,saludos "
         "cordiales,reciba un saludo,un saludo cordial}"},
        {opener,
         "{le,les,te} ruego{ que,}, {le,les,te} {agradecería,agradeceré,pido} que, tenga la "
         "{bondad,amabilidad} de, haga el favor de, me permito solicitarle"},
        {kin,
         "doctor, doctora, profesor, profesora, profe, maestro, maestra, licenciado, licenciada, "
         "{limpiador,limpiadora} de {ventanas,cristales,vidrios}, "
         "{profesor,profesora,profe,maestro,maestra} de "
         "{piano,música,guitarra,inglés,yoga,baile,matemáticas}, señora de la limpieza"},
        {particle, "de la, del, de los, de las"},
        {balance, "{cuánto,cuánto dinero} {queda,resta} en {mi,la} {cuenta,cartera,billetera}"}}},
      {"pt",
       {{filler,
         "{desculpe,desculpa,desculpem,perdão} {incomodar,o incômodo,o incómodo,pelo incômodo,pelo "
         "incómodo,por incomodar,te incomodar,a perturbação}{ mas,}"},
        {greet,
         "{prezado,caro,estimado} senhor, {prezada,cara,estimada} senhora, {prezados,caros} "
         "senhores, prezados"},
        {closing,
         "{atenciosamente,atentamente,cordialmente,respeitosamente,com os melhores "
         "cumprimentos,melhores cumprimentos,cordiais saudações}"},
        {opener,
         "{queira,queiram} {por favor ,}, {peço,solicito,rogo} a gentileza de, faça o favor de, "
         "tenha a {bondade,gentileza} de, agradeceria que, venho por meio desta solicitar"},
        {send, "{solicito,peço} {a,uma} {transferência,remessa} de"},
        {kin,
         "professor, professora, doutor, doutora, médico, médica, padre, {limpador,limpadora} de "
         "{vidros,janelas}, {professor,professora} de "
         "{piano,música,violão,inglês,yoga,dança,matemática}, motorista de "
         "{táxi,ônibus,aplicativo}"},
        {balance, "{quanto,quanto dinheiro} {resta,sobra,restou} {na,em} {minha ,}conta"}}},
      {"it",
       {{filler,
         "{scusi,scusa,scusate,mi scusi,perdoni} {il disturbo,per il disturbo,se la disturbo,se ti "
         "disturbo,se disturbo,se vi disturbo}, {mi scuso,mi dispiace} per il disturbo"},
        {greet,
         "{gentile,egregio} {signore,signora,signori}, {gentili,egregi} signori, spettabile banca"},
        {closing,
         "{cordialmente,cordiali saluti,distinti saluti,un cordiale saluto,cari saluti,in fede}"},
        {send, "{invii,mandi,trasferisca,versi}"},
        {opener,
         "{la,vi,ti} {prego,pregherei} di, le sarei {grato,grata} se {potesse,volesse}, abbia la "
         "{cortesia,gentilezza} di"},
        {kin,
         "professore, professoressa, prof, dottore, dottoressa, "
         "{maestro,maestra,insegnante,professore} di "
         "{piano,musica,chitarra,inglese,yoga,danza,matematica}, autista di {taxi,autobus}, donna "
         "delle pulizie"},
        {balance,
         "{quanto,quanti soldi} {rimane,rimangono,resta,restano} {sul,nel} {mio "
         ",}{conto,portafoglio}"}}},
      {"de",
       {{filler,
         "{entschuldigen sie,entschuldige,entschuldigung für,verzeihen sie,verzeihung für,sorry "
         "für} {bitte ,}die störung{ aber,}, {entschuldigen,verzeihen} sie{ bitte,}"},
        {greet, "sehr geehrte damen und herren"},
        {closing,
         "mit {freundlichen,besten,herzlichen} {grüßen,grüssen}, {hochachtungsvoll,freundliche "
         "grüße,beste grüße,viele grüße,mfg}"},
        {opener,
         "ich bitte sie, ich wäre {ihnen ,}dankbar wenn sie, {wären,würden} sie so "
         "{freundlich,nett,gut}, seien sie so {freundlich,nett,gut}"},
        {kin, "doktor, doktorin, professor, professorin"},
        {balance,
         "{wie viel,wieviel} {geld ,}{bleibt,verbleibt} {noch ,}auf {meinem,dem} konto{ übrig,}"}}},
  };
}

Manners further() {
  return {
      {"hi",
       {{filler,
         "{maaf,maf} {kijiye,kijiyega,karna,karen}, माफ़ {कीजिए,कीजिएगा,करना,करें}, माफ "
         "{कीजिए,कीजिएगा,करना,करें}, क्षमा {करें,कीजिए}, kshama {karen,kijiye}, {taklif,takleef} ke "
         "liye maafi, तकलीफ़ के लिए माफ़ी"},
        {greet, "{mahoday,mahodaya,shriman,महोदय,महोदया,श्रीमान}"},
        {closing, "{bhavdiya,saadar,भवदीय,सादर}"},
        {thanks, "{dhanyavaad,dhanyawaad,dhanyavad,dhanyawad}"},
        {kin, "doctor, डॉक्टर"},
        {balance,
         "{mere ,}{account,khate} {mein,me} kitna {paisa ,}{bacha,baaki,baki} hai, {मेरे "
         ",}{खाते,अकाउंट} में {कितना,कितने} {पैसा ,पैसे ,}{बचा,बचे,बाकी} {है,हैं}"}}},
      {"fil",
       {{filler,
         "{pasensya,pasensiya} {na ,}{po ,}{sa abala,sa istorbo,kung nakakaabala}, "
         "{pasensya,paumanhin} {na ,}{po,sa abala,po sa abala}"},
        {closing, "{lubos na gumagalang,gumagalang}"},
        {kin, "may-ari ng {bahay,tindahan}"}}},
      {"sw",
       {{filler, "{samahani,samahanini,pole} kwa {usumbufu,kukusumbua}"},
        {closing, "{wako mwaminifu,kwa heshima}"},
        {kin,
         "fundi {umeme,bomba,nguo,gari,cherehani,simu}, dereva wa "
         "{boda,bodaboda,teksi,basi,uber,matatu}, muuza {maziwa,mboga,matunda,samaki}, mpaka "
         "rangi, mwalimu wa {piano,muziki,hesabu}"},
        {balance,
         "{kiasi gani,pesa ngapi,shilingi ngapi} {kimebaki,zimebaki} {kwenye,kwa,katika} akaunti{ "
         "yangu,}"}}},
      {"id",
       {{filler, "{maaf,mohon maaf,maaf ya} {mengganggu,ganggu,merepotkan,menyusahkan}"},
        {closing, "{hormat saya,hormat kami}"},
        {kin,
         "dokter, tukang "
         "{listrik,ledeng,kebun,cukur,ojek,bakso,sayur,pijat,kayu,cat,parkir,sampah,las}, "
         "{supir,sopir} {taksi,bus,ojol,grab}, pemilik {kos,rumah,warung}, guru "
         "{piano,musik,les,ngaji,renang}"}}},
      {"ar",
       {{filler, "{آسف,اسف,آسفة,عذرا,المعذرة} {على,عن,من} {الإزعاج,الازعاج}"},
        {send, "{أرجو,ارجو,نرجو,يرجى} {تحويل,ارسال,إرسال,دفع} مبلغ, {أرجو,ارجو,يرجى} تحويل"},
        {closing, "مع {خالص ,}{التحية,تحياتي,التقدير}, وتفضلوا بقبول فائق الاحترام"},
        {thanks, "{وشكرا,وشكرا لكم,وشكرا جزيلا}"},
        {kin, "{دكتور,الدكتور,الدكتورة,الأستاذ,الاستاذ,الأستاذة}, {سواق,سائق} {التاكسي,الباص}"}}},
      {"zh",
       {{filler, "{不好意思,抱歉,对不起}{打扰,打扰了,打扰一下,打扰您了,打扰你了}"},
        {closing, "{此致敬礼,顺祝商祺}"},
        {kin, "{水管工,理发师,电工,清洁工,油漆工}"},
        {balance, "{我,我的,}{账户,卡,钱包}{里,上,}还剩多少{钱,}"}}},
      {"vi",
       {{filler, "xin lỗi {đã ,vì đã ,vì ,}làm phiền"},
        {closing, "{trân trọng,kính thư,trân trọng cảm ơn}"},
        {greet, "kính gửi {ngân hàng,quý ngân hàng,quý vị}"},
        {kin,
         "bác sĩ, thợ {điện,may,sơn,mộc,hồ,sửa xe,sửa ống nước,sửa ống,cắt tóc,làm tóc}, tài xế "
         "{taxi,grab,xe ôm}, người làm vườn, bảo mẫu, y tá"}}},
  };
}

}  // namespace

std::vector<Entry> manners(std::string_view code) {
  static const auto first = western();
  static const auto then = further();
  if (const auto it = first.find(code); it != first.end()) return it->second;
  const auto it = then.find(code);
  return it == then.end() ? std::vector<Entry>{} : it->second;
}

}  // namespace pennypost::language
