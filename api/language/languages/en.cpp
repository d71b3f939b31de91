#include "api/language/languages/all.h"

namespace pennypost::language {

using enum Tag;

Language english() {
  Language out{
      .code = "en",
      .entries =
          {
              {gain, "get, take, want, need, fetch, grab"},
              {object, "{voice,voices,tone,signal,radio}"},
              {name,
               "{ty,mo,kit,ace,art,gus,hank,jo,kay,lou,max,ned,sal,val,vic,zed,trey,tre,ari,bo,cal,"
               "cam,chaz,deb,dee,des,fay,flo,gil,huey,ike,jude,kirk,lex,liz,meg,mel,nat,nico,oz,"
               "pam,reg,sid,tad,ted,tess,tia,viv,wes,zack}"},
              {filler,
               "{in half,in two,down the middle,fifty fifty,50/50,ay,ayy,ayo,ayyo,say,hiya bot,aye "
               "so,oh so}"},
              {ways, "{the ,all ,}{two,three,four,five,six,2,3,4,5,6} of us"},
              {split,
               "{halve,go halfsies on,go in on,go 50/50 on,split evenly,split equally,divvy,divvy "
               "up,chop}"},
              {request, "{a bill for,a bill of,a charge for,a charge of,an invoice of}"},
              {object,
               "{word,words,caption,sentence,line,quote,lyrics,sign,ad,rule,rules,plan,plans,"
               "answer,answers,question,questions,instruction,instructions,order,orders,command,"
               "commands,task,deal,trick,prompt,advert,slogan,motto,title,subject "
               "line,tweet,chapter,scene,plot}"},
              {narrated,
               "{gets,receives,earns,makes,keeps,deserves,expects,wants "
               "back,ate,drank,took,takes,brought,brings,stole,grabbed,saw,found,made,raised,saved,"
               "saves,invested,withdrew,deposited,cashed,swears,claims "
               "he,pocketed,snagged,scored,offered,offers,promised,promises,refused,declined "
               "a,forgot,forgets,missed,misses,ordered,orders,picked "
               "up,collected,collects,donates,tips well,gave me,gave us}"},
              {send, "payment of, a payment of, transfer of, a transfer of, bank transfer of"},
              {split,
               "{go halves,go halfsies,go half and half,go fifty fifty,go 50/50,go dutch,split the "
               "cost of,split the price of,split the bill of,split the tab of}"},
              {kin, "{babe,bae,boo,honey,hon,darling,sweetheart,wifey,pop}"},
              {object,
               "{photo,photos,picture,pictures,pic,pics,selfie,selfies,file,files,video,videos,vid,"
               "vids,clip,meme,memes,screenshot,screenshots,song,link,links,url,address,location,"
               "pin,directions,map,number,phone number,code,password,wifi "
               "password,email,mail,message,messages,msg,text,texts,letter,postcard,invite,"
               "invitation,details,info,report,update,updates,score,recipe,playlist,doc,docs,"
               "document,documents,pdf,spreadsheet,slides,notes,homework,contact,contacts,cv,"
               "resume,voice note,voicemail,gif,gifs,emoji,story,stories,post,calendar invite}"},
              {object,
               "{attention,visit,respects,respect,homage,heed,compliment,compliments,lip "
               "service,hug,hugs,kiss,kisses,love,regards,greetings,wishes,best "
               "wishes,condolences,prayers,vibes,good vibes,help,a "
               "hand,hand,break,chance,try,go,call,ring,shout,heads "
               "up,ride,lift,advice,feedback,space,permission,minute,minutes,hour,hours,second,"
               "seconds,sec,secs,min,mins,rest,benefit,credit,time,thumbs up,high "
               "five,reason,hint,clue,idea,ideas,opinion,thoughts,headache,benefit of the "
               "doubt,refund,raise,favor,favour,callback,call back,review,speech,tour,nudge}"},
              {narrated,
               "{split up with,break up with,broke up with,send my love,sends his love,sends her "
               "love,pays off,pay off,paid off,pays well,pay tribute,give up,gave up,give in,give "
               "way,hand in,hand over to voicemail,hand out,give birth,pass out,pass by,move "
               "in,move out,move on,move over,drop by,drop off,drop out,drop dead,ask around,take "
               "care,take a break,take a nap,take a look,take a seat,take your time,take it "
               "easy,get up,get out,get well,get ready,get lost,get some sleep,make sense,make "
               "up,make fun,make dinner,have fun,have a nice,have a good,have a great,have a "
               "safe,share your thoughts,charge my phone,charge your phone,charge the phone,charge "
               "my laptop,spot on,tip of}"},
              {filler,
               "{just got paid,got paid,i just got paid,so much fun,good job,well done,happy "
               "birthday,congrats,congratulations}"},
              {remark,
               "{was,were,it was,that was,this was,i had,we had,i'm so,i am so,im so,i'm "
               "really,i'm,im,had a,had such a,what a}"},
              {point, "point"},
              {zero_digit, "oh"},
              {send_weak, "{pop,sling,stick,whack,flick,wing,bounce,punt}"},
              {send,
               "{send over,fire over,fire off,shoot over,ping across,sling over,pop over,drop "
               "over,pay up,square up with,cough up,fork over,hand across,wire across,direct "
               "deposit}"},
              {request,
               "{hit up,shake down,put in a request,put in a request for,chase up,get back}"},
              {filler,
               "{here goes,here we go,here it goes,heres the thing,here's the thing,alrighty "
               "then,righto,right so,ok now,okay now,so yeah,yeah,yeah so,hmm ok,ok cool,cool "
               "so,great so,oh ok,oh well,oh right,ah ok,ah yes,ooh,oops "
               "ok,welp,whelp,aight,ight,aiight,oi,oy,mkay,kk so,hold up,please sir,dear bot,for "
               "real,fr,ngl,tbh,fyi,asap please,in one go,once more,one more time,while you're at "
               "it,while you are at it,before i forget,almost forgot,oh almost forgot,oh also,and "
               "also,oh btw,by the way,oh by the way,also btw}"},
              {opener,
               "{i think i want to,i think i'd like to,i guess i need to,would u,could u pls,could "
               "u please,can u pls,can u please,can u just,can you just,could you just,can you "
               "quickly,could you quickly,would you be so kind as to,would you be so kind to,would "
               "you please,will you please,please can you,please could you,pls can you,pls can "
               "u,plz can u,please will you,i wanna go ahead and,i'm gonna need you to,im gonna "
               "need you to,gonna need you to,i am going to need you to,i'll need you to,i will "
               "need you to,need you to,needing to,looking to,i'm trying to,i wish to,we wish "
               "to,wish to,i'd be grateful if you could,if you could just,if you can just}"},
              {filler, "{he,she,they} {really ,}{needs,need,wants,want} {it,the money}"},
              {please,
               "{please and {thanks,thank you,thx,ty},pls and {thanks,thank you,thx,ty},plz and "
               "{thanks,thx,ty}}"},
              {filler,
               "{that,which,} {i,we} {still ,}owe {her,him,them} {from last "
               "{time,week,night,month},from yesterday,from before}"},
              {send_weak,
               "{can,could,would,will} {you,u} {please ,}{pop,stick,whack,sling,sort,lend}"},
              {send, "{bank transfer,ping over,zap,e-transfer,etransfer,interac}"},
              {request,
               "{a,an} {payment ,money ,}{request,invoice}{ for, of,}, put in a request for"},
              {narrated,
               "{send,give,pay} {my,our,him my,her my,them my} {regards,love,best,best "
               "wishes,condolences,greetings,apologies,thanks,respects}"},
              {opener,
               "{lemme,lmk if you can,let us,imma,finna,gimme a sec and,i gotta,i hafta,hafta,be "
               "so kind as to,be a dear and,be a darling and,be a star and,do the needful "
               "and,kindly do the needful and,feel free to,i wanted to,i was wondering if you "
               "could,i wonder if you could,would you be able to,would it be possible to,any "
               "chance you could,any chance you can,would you kindly,can i get you to,can you go "
               "ahead and,could you go ahead and,i want you to go ahead and,you can go ahead and,i "
               "am trying to,i am looking to,i have decided to,do me a solid and,be kind enough "
               "to,be good enough to,i ask you to,i would love to,i have to,i must,need u to,i "
               "need u to,i want u to,i require you to,so i need to,i think i need to,mind if "
               "i,may i ask you to,wud like to,wanna,i wud like to,i would love it if you could,i "
               "would be grateful if you could,i would be glad if you could,i would appreciate it "
               "if you would,i would really appreciate it if you could,it would be great if you "
               "could,would be great if you could}"},
              {filler,
               "{basically,so basically,literally,actually just,only,another,assistant,hey "
               "assistant,bestie,fella,lads,hun,luv,bruv,innit,my guy,my friend,my dear,boss "
               "man,real fast,super quick,this instant,pronto,straightaway,this second,at once,at "
               "your earliest convenience,when you have a sec,when you have a moment,either,you "
               "know,y'know,anyways,alrighty,right then,listen,look,yep so,yeah so,yes so,ok "
               "so,okay so,oh and,oh yeah,evenly,equally,fairly,down the middle,in equal "
               "parts,equal parts,in equal shares,from my side,out of my account,from my main "
               "account,from my savings}"},
              {clock,
               "{am,pm,a.m.,p.m.,o'clock,oclock,hour,hours,hr,hrs,minute,minutes,min,mins,day,days,"
               "week,weeks,month,months}"},
              {ways,
               "{two,three,four,five,six,seven,eight,2,3,4,5,6,7,8} ways, "
               "{two,three,four,five,2,3,4,5} way, into {two,three,four,five,six,2,3,4,5,6}"},
              {name,
               "{bill,may,penny,frank,sue,pat,drew,hope,faith,joy,dawn,june,april,summer,sandy,"
               "ginger,rusty,amber,ruby,pearl,jade,olive,rose,lily,daisy,violet,iris,ivy,heather,"
               "holly,hazel,basil,miles,wade,cliff,glen,clay,rocky,victor,skip,sky,angel,melody,"
               "harmony,carol,mercy,patience,prudence,destiny,austin,dallas,jordan,india,chad,"
               "sydney,florence,georgia,virginia,brook,brooke,robin,gene,dale,earl,duke,wanda,bob,"
               "buck,rob,josh,dot,bea,nell,autumn,crystal,coral,scarlett,sunny,precious,blessing,"
               "goodluck,princess}"},
              {thanks,
               "{ta love,ta very much,cheers love,nice one,you legend,legend,you're a legend,ur "
               "the best,you rock,god bless,bless you,bless,thankyou,thank "
               "ya,thanx,tq,tqvm,thanking you,with thanks,much love,appreciated,greatly "
               "appreciated,thanks for your help,thank you for your help}"},
              {please,
               "{if you would,if you could please,if u can,if u could,if that is ok,if that is "
               "okay,if thats ok,if thats okay,if it is possible,when u can,whenever you "
               "can,whenever,plox,pleaseee,pleasee,pleeease,pretty pls,por favor,if you'd be so "
               "kind}"},
              {purpose,
               "{in respect of,for the sake of,towards the cost of,as a gift for,as payment of,by "
               "way of,payment for,for payment "
               "of,narration,remarks,remark,description,label,labelled "
               "as,tagged,titled,captioned,with caption,with the caption,with description,with "
               "reference,with the reference}"},
              {send,
               "{send,pay,transfer,wire,venmo,zelle,cashapp,paypal,remit,tip,repay,reimburse,"
               "forward}, "
               "{send,transfer,wire} {over,across}, pay back, {send,pay,transfer} money, make a "
               "{payment,transfer} of, make a {payment,transfer}, do a {payment,transfer} of, pay "
               "out, "
               "settle up, top up"},
              {send, "mind {sending,paying,transferring,wiring}"},
              {request, "mind {requesting,charging}"},
              {send_weak, "mind giving"},
              {send_weak,
               "{give,gift,drop,shoot,slide,toss,hand,slip,pass,spot,bung,chuck,lob,fling,beam,"
               "ping,move,donate,contribute}, "
               "hand over, give back"},
              {request,
               "{request,charge,bill,invoice,collect}, {request,collect} {payment,money} of, "
               "request "
               "{money,payment}, ask for, bill for, send a {request,payment request}{ for,}, make "
               "a "
               "request{ for,}, send {a,an} {request,invoice}{ of,}"},
              {request_weak, "{ask,get,take,want,need}"},
              {tell, "{tell,make,have,remind}"},
              {split, "{split,divide,share}, split {it,up}, divide up, go halves on, go dutch on"},
              {narrated,
               "{sent,paid,transferred,wired,gave,given,requested,charged,billed,owed,owing,"
               "received,"
               "got,gotten,lent,borrowed,spent,spend,spending,sending,paying,giving,requesting,"
               "transferring,splitting,sends,pays,gives,asks,requests,wants,needs,lends,lend,loan,"
               "borrow,costs,cost,earned,earn,won,lost,bought,buy,sold,sell,stole,failed,fails,"
               "fail,bounced,donated,tipped,"
               "venmoed,dropped,handed,shared,repaid,reimbursed,refunded,used,works,worked,bet,"
               "charges}"},
              {opener,
               "{can,could,would,will} {you,u,ya}{ please,}, {can,could,may} {i,we}{ please,}, i "
               "{want,need,have,wanna,gotta} to, {i'd,i would} like to, i {wanna,gotta,must}, "
               "{wanna,gotta,want to,need to,have to,must}, let me, {let's,lets}, i'd love to, "
               "{i'm,im} {trying,looking} to, {i've,i have} got to, help me{ to,}, be so kind "
               "{and,to}, {i would,i'd} appreciate it if you could, i was hoping you could, do me "
               "a "
               "favor and, do me a favour and, go ahead and, make sure to, {i want,i need,i'd "
               "like} "
               "{you,u} to, {want,would like} {you,u} to, time to, trying to, just need to, i just "
               "{want,need} to, i really {want,need} to, do you think you could, are you able to, "
               "is it "
               "possible to, {i'd,i would} like, {i want,i need}, please do, kindly, don't forget "
               "to, "
               "remember to, {you,u} {can,could}"},
              {opener, "we {need,want,have} to, we {wanna,gotta,must}, {we'd,we would} like to"},
              {please,
               "{abeg,biko,tafadhali,please,pls,plz,plss,plss,plese,pleas,kindly,pretty please,if "
               "you can,if you "
               "could,if {you,u} don't mind,if possible,if that's ok,if it's ok,when you can,when "
               "you get a "
               "chance,for me,thx in advance,thanks in advance}"},
              {greet,
               "{hi,hey,hello,hiya,heya,yo,howdy,sup,greetings,hii,hiii,heyy,heyyy,helloo,hallo}{ "
               "there,}, good {morning,afternoon,evening,day}, morning, {g'day,gday}, what's up, "
               "whats up, wassup, hi again, hello again"},
              {thanks,
               "{thanks,thx,thnx,tnx,ty,tysm,tyvm,thank you,thank u,thanku,cheers,ta}, "
               "{thanks,thank "
               "you,thx,cheers} {a lot,so much,very much,a bunch,a million,again,in "
               "advance,mate,man,"
               "bro,dude,buddy}, much appreciated, appreciate it, i appreciate it, many thanks, "
               "{you,you're,ur,u} the best, you're {awesome,great,a star,a lifesaver}, much "
               "obliged"},
              {closing,
               "{lol,lmao,rofl,haha,hahaha,hehe,xd,xx,xo,xoxo,bye,see you,see ya,cya,ttyl,take "
               "care,"
               "have a {good,great,nice} {day,one,night,evening,weekend},good night,no rush,no "
               "hurry,no worries,talk soon,love you,luv u,love ya,that's all,thats all}"},
              {filler,
               "{that,which,} {i,we} {still ,}owe {him,her,them,you}, {i,we} {still ,}owe "
               "{him,her,them,you}, from my {account,balance,wallet}, "
               "{bhai,yaar,bhaiya,oga,bruh,homie,ok,okay,so,well,um,uh,umm,hmm,oh,ah,man,bro,dude,"
               "mate,buddy,pal,bot,pennypost,just,"
               "then,also,and then,quick,quickly,real quick,asap,urgently,today,immediately,"
               "instantly,over,across,back,now,right now,right away,straight away,rn,again,alright,"
               "anyway,hun,sis,fam,folks,guys,dear,via,btw,this time,first,{a,one} {quick,small} "
               "{thing,favor,favour,request},quick one,quick question,if you please,a total of,"
               "in total,total,exactly,the amount of,the sum of,an amount of,a sum of,sir,madam,as "
               "soon as possible,for now,directly,cool,great,perfect,nice,awesome}"},
              {to,
               "to, {towards,unto,onto}, over to, back to, {into,to} the account of, recipient, "
               "payee"},
              {from, "from, off, off of, out of"},
              {with, "with, w, along with, together with"},
              {between, "between, among, amongst, btw, across, amongst us"},
              {each,
               "each, apiece, each one, to each{ of,}, each to, each of, each person, per person, "
               "per head, "
               "a piece, every one, both, both of them"},
              {me, "me, to me"},
              {self, "me, i, myself, us, ourselves"},
              {pronoun,
               "{idk,dunno,i dunno,i don't know,i dont know,not sure,i'm not sure,no idea,no "
               "clue,him,her,them,you,u,someone,somebody,anyone,anybody,everyone,everybody,nobody,"
               "whoever,"
               "the guy,the girl,the man,the woman,the lady,the boy,the kid,that girl,this "
               "girl,the person,this guy,that guy,this person,that "
               "person,yourself,himself,herself,themselves,friend,"
               "friends,my friend,my friends,a friend,the guys,the group,people,ya,all of them,"
               "all,both,the same person,the other one,some guy}"},
              {article, "a, an, the, some of"},
              {possessive, "my, our, ours, your, his, their"},
              {title,
               "mr, mrs, ms, miss, mx, dr, doctor, sir, madam, prof, professor, mister, missus, "
               "lord, "
               "rev, fr, capt, sgt, hon, ji, po"},
              {kin,
               "{mum,mom,mother,mommy,mummy,mama,mam,ma,dad,father,daddy,papa,pa,pop,pops,sister,"
               "sis,"
               "brother,bro,son,daughter,wife,husband,hubby,wifey,aunt,auntie,aunty,uncle,cousin,"
               "grandma,"
               "grandpa,granny,gran,nan,nana,granddad,grandfather,grandmother,grandson,"
               "granddaughter,"
               "nephew,niece,boss,landlord,landlady,roommate,flatmate,housemate,girlfriend,"
               "boyfriend,gf,"
               "bf,partner,fiance,fiancee,teacher,neighbor,neighbour,babysitter,nanny,cleaner,"
               "plumber,"
               "coach,tutor,barber,gardener,driver,colleague,coworker,stepmom,stepdad,godmother,"
               "godfather,"
               "mother-in-law,father-in-law,sister-in-law,brother-in-law,kid,friend,best "
               "friend,bestie,"
               "little {sister,brother},big {sister,brother},older {sister,brother},younger "
               "{sister,brother},ex,accountant,doctor,dentist,mechanic,hairdresser,therapist,"
               "client,"
               "employee,assistant,maid,twin,parents,dealer}"},
              {name,
               "{bob,al,tom,tim,jim,sam,dan,ben,max,joe,jack,john,mike,mark,paul,peter,luke,adam,"
               "alex,anna,ana,ann,"
               "anne,amy,emma,eva,eve,kate,katie,lisa,lucy,mary,maria,marie,nina,rosa,sara,sarah,"
               "sophie,sofia,zoe,chris,"
               "david,james,kevin,nick,oliver,ollie,rob,robert,steve,will,kim,jess,jenny,laura,"
               "julia,julie,linda,helen,"
               "grace,ruth,rachel,emily,olivia,mia,noah,liam,ethan,harry,george,charlie,henry,ken,"
               "ray,ron,carl,carlos,"
               "luis,jose,juan,pedro,diego,ali,omar,ahmed,fatima,aisha,priya,rahul,amit,ravi,raj,"
               "wei,li,yuki,hiro,"
               "chidi,ada,njeri,otieno,juma,jun,liza,bia,leo,joao,lea,hugo,marc,jean,pierre}"},
              {particle,
               "de, da, di, del, dela, la, van, von, der, den, bin, ibn, al, el, dos, das, "
               "do, du, st, mac, mc, san, o'"},
              {subject,
               "{i,he,she,they,we,it,you,people,everyone,everybody,nobody,someone,somebody,who,"
               "which,"
               "that,this,there,he's,she's,they're,it's,i'm,we're,you're,that's,there's,im,he'd,"
               "she'd}"},
              {purpose,
               "for, re, regarding, {to,towards} cover, to pay for, memo, note, reason, ref, "
               "reference, subject, because of, on account of, as payment for, in exchange for, "
               "concerning, "
               "message, saying, labeled, labelled, with note, with the note, with memo, with a "
               "note, "
               "with the memo, with message, with the message, with a message, for the purpose of, "
               "covering"},
              {thing,
               "{lunch,dinner,breakfast,brunch,supper,pizza,rent,gas,taxi,cab,uber,lyft,coffee,tea,"
               "food,"
               "groceries,beer,beers,drinks,drink,ticket,tickets,movie,movies,concert,gift,present,"
               "birthday,bill,bills,check,tab,electricity,water,internet,wifi,phone,parking,train,"
               "bus,"
               "book,books,sushi,tacos,burger,burgers,fries,milk,bread,eggs,cheese,snacks,fuel,"
               "petrol,"
               "fare,tuition,school,class,classes,lesson,lessons,party,trip,holiday,hotel,flight,"
               "flights,"
               "airbnb,haircut,shoes,shirt,clothes,dress,game,games,bet,loan,debt,deposit,fee,fees,"
               "tax,taxes,"
               "dues,tip,share,half,stuff,things,thing,order,delivery,package,postage,shipping,"
               "medicine,"
               "pharmacy,gym,netflix,spotify,subscription,flowers,cake,wine,whiskey,vodka,"
               "cigarettes,"
               "laundry,cleaning,repairs,repair,car,bike,scooter,charger,cable,cat,dog,vet,kids,"
               "daycare,babysitting,wedding,funeral,donation,charity,church,everything,price,"
               "prices,"
               "message,email,mail,link,photo,photos,picture,pictures,pic,pics,file,files,video,"
               "videos,"
               "text,letter,card,invite,address,location,number,code,help,hug,kiss,love,regards,"
               "greetings,break,hand,call,ring,attention,news,bitcoin,stock,stocks,interest,market,"
               "room,chance,try,go,minute,minutes,hour,hours,day,days,week,weeks,month,months,year,"
               "years,"
               "second,seconds,sec,secs,min,mins,time,times,points,stars,people,friends,guys,"
               "miles,km,kg,apples,screenshot,song,details,info,report,update,updates,score,goal,"
               "goals,"
               "ride,lift,advice,feedback,space,credit,permission,vacation,beach,work,job,tools,"
               "paint}"},
              {approx,
               "{percent,per cent,pct,half of,a half of,third of,a third of,quarter of,a quarter "
               "of,one third of,twice,thrice,double,triple,two times,three "
               "times,about,around,approximately,approx,roughly,like,some,circa,maybe,almost,"
               "nearly,"
               "something like,give or take,or so,ish,odd,close to,somewhere around,a couple,a "
               "couple "
               "of,couple,couple of,a few,few,several,a bit,a bit of,a little,a lot,lots,a bunch,a "
               "ton,"
               "many,somewhere between,plus minus,whatever,any,dozens,dozens of,hundreds,hundreds "
               "of,"
               "thousands,thousands of,tens of,a dozen,dozen,a handful of,a handful,a million or "
               "so,or "
               "thereabouts,a small amount of,some amount of,enough,more,less,extra,loads of}"},
              {limit,
               "{up to,at least,at most,max,maximum,minimum,no more than,no less than,more "
               "than,less "
               "than,over,under,above,below,not more than,not less than,as much as,upwards of,a "
               "maximum "
               "of,a minimum of,min}"},
              {range, "to, until, till, through, thru"},
              {or_, "or"},
              {all,
               "{half my balance,half of my balance,half the balance,a third of my balance,a "
               "quarter of my balance,my entire account,everything,all my money,all of my "
               "money,all the money,all my cash,all of it,the rest,"
               "rest of my money,the rest of my money,half of my money,half my money,all i "
               "have,all i've "
               "got,everything i have,everything i've got,every penny,every cent,my whole "
               "balance,my "
               "entire balance,my balance,all my balance,my savings,all my savings,my life "
               "savings,the "
               "whole thing,the lot,max amount,the maximum,whatever i have,whatever is left,what's "
               "left,half of it,half of everything,all my dollars}"},
              {money,
               "{money,cash,some money,some cash,funds,payment,a payment,a "
               "transfer,moolah,dough,coin,"
               "change,the money,the cash,the bill,the check,"
               "the tab,the cost,costs,bill,the total}"},
              {half, "half a, half an, half"},
              {about_half, "and a half"},
              {conj, "and, n, as well as, plus"},
              {sign_minus, "minus, negative"},
              {negation,
               "{jk,just kidding,kidding,psych,just joking,joking,don't,dont,do "
               "not,never,not,didn't,didnt,won't,wont,can't,cant,cannot,couldn't,"
               "wouldn't,shouldn't,doesn't,doesnt,isn't,ain't,no need to,no longer,refuse "
               "to,forbid,"
               "please don't,nobody,avoid,without,instead of,rather than,stop,haven't,hasn't,am "
               "not,"
               "i'm not,im not,not going to,no one,neither,nor,unable to,do nt,decided not "
               "to,don't "
               "ever,don't you dare}"},
              {condition,
               "if, unless, in case, provided, assuming, as long as, only if, suppose, "
               "supposing, whether, otherwise, should he, should she, should they, even if"},
              {said,
               "{e.g.,eg,i.e.,for example,example,for "
               "instance,fwd,said,says,say,told,tells,wrote,writes,texted,texts,messaged,replied,"
               "quote,quoted,"
               "according to,asked me to,asked me for,asked you to,asked to,asks me to,asked "
               "us,asked,tweeted,"
               "posted,heard,read that,thinks,think,believe,believes,mentioned,claims,claimed,"
               "suggested,wants me to,wants me,wants you "
               "to,begged,whispered,shouted,joked,screenshot,"
               "dreamed,dreamt,remember when,told me to,was like,quoting,reads,phrase,the "
               "words,sentence,"
               "the text,means,movie where,joke}"},
              {wish,
               "{i wish,wish,imagine,hypothetically,would be nice,it would be,if only,what "
               "if,pretend,"
               "let's say,lets say,say i,in a perfect world,i could have,should have,could "
               "have,would "
               "have,would've,should've,could've,theoretically,wish i could,dream of,dreaming "
               "of,in "
               "theory,i'd rather,thinking of,thinking about,thinking of sending,considering,might "
               "as "
               "well,tempted to,how about,hope,hopefully,i hope}"},
              {future,
               "{remind me,remind me to,reminder,i'll,ill,i will,will,we'll,we "
               "will,he'll,she'll,they'll,gonna,going to,i'm going to,"
               "i'm gonna,im gonna,might,may,plan to,planning to,promise,promise to,i "
               "promise,about to,"
               "supposed to,intend to,would,i'd,should,i should,shall,i shall,you'll,used to,i "
               "may,i "
               "might,have been,has been,was going to,were going to}"},
              {past,
               "yesterday, last {week,month,year,night,monday,tuesday,wednesday,thursday,friday,"
               "saturday,sunday,time}, ago, already, earlier, once, this morning, just now, "
               "recently"},
              {later,
               "{tomorrow,tmrw,tmr,tmw,2morrow,tonight,later,next "
               "{week,month,year,monday,tuesday,wednesday,"
               "thursday,friday,saturday,sunday,weekend,payday,time},on "
               "{monday,tuesday,wednesday,thursday,"
               "friday,saturday,sunday,payday,the 1st,christmas,the weekend},this "
               "{friday,monday,tuesday,wednesday,thursday,saturday,sunday,weekend,evening,"
               "afternoon},in "
               "{an hour,a week,a month,a day,a minute,a few minutes,a few hours,a few days,two "
               "days,two weeks,"
               "the morning,the evening,the afternoon},at {noon,midnight,night,lunch time},someday,"
               "eventually,soon,after lunch,after dinner,after work,before friday,by friday,by "
               "tomorrow,"
               "end of the month,at the end of the month,the day after "
               "tomorrow,monday,tuesday,wednesday,"
               "thursday,friday,saturday,sunday,when i get paid,once i get "
               "paid,when,once,after,before,"
               "until,on the "
               "{1st,2nd,3rd,5th,10th,15th,20th,25th,30th,first,last},{day,week,month} after "
               "next,in the future,one day,a week from now}"},
              {recurring,
               "every "
               "{day,week,month,year,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
               "morning,"
               "evening,night,hour,other day,other week,payday,two weeks,weekend,time,single "
               "day,mon,tue,wed,"
               "thu,fri,sat,sun}, daily, weekly, monthly, yearly, annually, each "
               "{day,week,month,year,friday,monday,sunday,morning}, once a {day,week,month,year}, "
               "a {week,month,day}, per {day,week,month,hour}, on "
               "{mondays,tuesdays,wednesdays,thursdays,fridays,"
               "saturdays,sundays,weekends}, regularly, biweekly, twice a {week,month}, "
               "automatically, repeatedly, hourly, recurring"},
              {wh,
               "{what,who,whom,when,where,why,how,which,whose,how much,how many,what's,who's,whats,"
               "how's,where's,when's,how come}"},
              {yes_no,
               "{did,does,do,has,have,had,was,were,is,are,isn't,didn't,hasn't,am i,should i,"
               "should,could he,could she,can he,can she,will he,will she,can,could,didnt,aren't,"
               "wasn't,haven't,doesn't}"},
              {correction,
               "{no,no wait,wait no,wait,actually,i mean,i meant,make that,make it,scratch "
               "that,correction,"
               "sorry,rather,oops,instead,change that to,change it to,or rather,no no,no "
               "sorry,sorry no,nah "
               "make it,no make it,hold on,my bad,on second thought,hmm no,no i mean,no "
               "actually,actually "
               "no,better,let's make it,lets make it,ugh no,err,nope,i meant to say,not}"},
              {owes, "{i owe,i still owe,i do owe,owes,owe,still owes,still owe,owed}"},
              {it,
               "{it,that,this,them,those,that money,the money,it back,it from him,it from her,it "
               "from them,it please}"},
              {machine,
               "{ignore,disregard,forget,override,bypass,break} {all ,any ,}{of "
               ",}{your,the,previous,prior,my,these,"
               "above,earlier,all,every,any}{ previous, prior, earlier, safety, security,} "
               "{rules,rule,instructions,instruction,guidelines,restrictions,limits,programming,"
               "prompt,orders,"
               "training,policy,policies,checks,safeguards,confirmation,system prompt}, ignore "
               "{instructions,rules}, you are now, act as, from now on you, from now on, developer "
               "mode, "
               "admin mode, debug mode, god mode, root mode, maintenance mode, test mode, "
               "jailbreak, {your,the} system "
               "prompt, system prompt, system override, system message, system command, system:, "
               "new instructions, new instruction, new system, as an ai, as a bot, you are an ai, "
               "you are a, you're now, pretend you are, pretend to be, pretend that you, i am your "
               "{developer,admin,administrator,creator,owner}, i'm your "
               "{developer,admin,administrator,creator,owner}, "
               "as your {developer,admin,administrator,creator,owner}, as {the,an} "
               "{admin,administrator,developer,system}, "
               "admin override, sudo, your "
               "{rules,instructions,programming,guidelines,prompt,restrictions,"
               "role,job} {are,is,say,says}, your new {role,rules,rule,task,job,instructions}, "
               "{without,skip} "
               "{asking for ,}{confirmation,checks,verification}, skip the confirmation, do "
               "anything now, "
               "root access, security {check,checks} {is,are} off, disable "
               "{security,checks,safety,your}, "
               "you must obey, you will obey, obey me, your role is, simulate, roleplay, role "
               "play, "
               "i have admin rights, authorized by the system, begin system, end of instructions"},
          },
      .numbers =
          "naught=0, nil=0, a hundred=100, a thousand=1000, a million=1000000, zip=0, one "
          "hundred=100, half a million=500000, half a thousand=500",
      .factors =
          "hundred=100, thousand=1000, k=1000, million=1000000, m=1000000, "
          "billion=1000000000, bn=1000000000, trillion=1000000000000, lakh=100000, lakhs=100000, "
          "lac=100000, lacs=100000, crore=10000000, crores=10000000, grand=1000, hundreds=0",
      .currencies =
          "buck=buck, bucks=buck, bux=buck, dollar=dollar, dollars=dollar, quid=GBP, "
          "pound=pound, pounds=pound, sterling=GBP, pound sterling=GBP, pounds sterling=GBP, "
          "euro=EUR, "
          "euros=EUR, yen=JPY, yuan=CNY, renminbi=CNY, rmb=CNY, peso=peso, pesos=peso, "
          "rupee=rupee, "
          "rupees=rupee, rs=rs, naira=NGN, nairas=NGN, shilling=shilling, shillings=shilling, "
          "shs=shilling, "
          "sh=shilling, ksh=KES, kshs=KES, ksh.=KES, tsh=TZS, ush=UGX, bob=bob, franc=franc, "
          "francs=franc, cfa=cfa, "
          "fcfa=cfa, cfa francs=cfa, swiss francs=CHF, swiss franc=CHF, dinar=dinar, dinars=dinar, "
          "dirham=dirham, dirhams=dirham, dh=dirham, dhs=dirham, riyal=riyal, riyals=riyal, "
          "rial=riyal, "
          "rials=riyal, real=real, reais=real, reals=real, won=won, lira=lira, liras=lira, "
          "rouble=rouble, "
          "roubles=rouble, ruble=rouble, rubles=rouble, rand=ZAR, rands=ZAR, baht=THB, "
          "ringgit=MYR, rm=MYR, "
          "rupiah=IDR, rp=IDR, dong=dong, dongs=dong, cedi=GHS, cedis=GHS, shekel=ILS, "
          "shekels=ILS, "
          "zloty=PLN, zlotys=PLN, forint=HUF, krona=crown, kronor=crown, kroner=crown, "
          "krone=crown, kr=crown, "
          "taka=BDT, sol=sol, soles=sol, birr=ETB, hryvnia=UAH, leu=leu, lei=leu, cent=cent, "
          "cents=cent, "
          "penny=penny-or-cent, pennies=penny-or-cent, pence=penny, p=penny, centavo=centavo, "
          "centavos=centavo, "
          "centimes=centime, centime=centime, paise=paisa, paisa=paisa, kobo=kobo, kobos=kobo, "
          "fils=fils, "
          "sentimo=sentimo, sen=sen, kurus=kurus, pesewas=pesewa, "
          "us dollar=USD, us dollars=USD, american dollars=USD, canadian dollars=CAD, australian "
          "dollars=AUD, aussie dollars=AUD, singapore dollars=SGD, hong kong dollars=HKD, new "
          "zealand dollars=NZD, "
          "mexican pesos=MXN, philippine pesos=PHP, filipino pesos=PHP, argentine pesos=ARS, "
          "colombian "
          "pesos=COP, chilean pesos=CLP, indian rupees=INR, pakistani rupees=PKR, british "
          "pounds=GBP, egyptian "
          "pounds=EGP, kenyan shillings=KES, tanzanian shillings=TZS, ugandan shillings=UGX, "
          "kuwaiti "
          "dinars=KWD, japanese yen=JPY, chinese yuan=CNY, brazilian reais=BRL, "
          "bitcoin=nothing, bitcoins=nothing, btc=nothing, eth=nothing, ethereum=nothing, "
          "ether=nothing, "
          "usdt=nothing, usdc=nothing, doge=nothing, dogecoin=nothing, satoshi=nothing, "
          "satoshis=nothing, sats=nothing, "
          "coins=nothing, coin=nothing, points=nothing, tokens=nothing, token=nothing, "
          "credits=nothing, "
          "crypto=nothing, solana=nothing, litecoin=nothing, robux=nothing, vbucks=nothing, "
          "gems=nothing, "
          "miles=nothing, stars=nothing, shares=nothing, airtime=nothing, francs cfa=cfa, "
          "marks=nothing, "
          "deutschmarks=nothing, drachma=nothing, pesetas=nothing, gold=nothing",
      .sums =
          "fiver=5:default, tenner=10:default, fivers=0:default, ton=0:default, benjamin=100:USD",
      .to_gains = true,
  };
  for (const auto& entry : english_answers()) out.entries.push_back(entry);
  return out;
}

}  // namespace pennypost::language
