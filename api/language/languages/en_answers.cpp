#include "api/language/languages/all.h"

// What people ask and answer by itself: balance, history, help, cancel, yes, no.

namespace pennypost::language {

using enum Tag;

std::vector<Entry> english_answers() {
  return {
      {balance,
       "{how much,how many} {$,€,£,dollars,money,cash,bucks} {do i have,i have,i got,have "
       "i got}, {the money i have,money i have,the money i have left}"},
      {service,
       "{wats,wat,wut,whut,wots,watz,whts,wht,looking,looking like,look,looks,curr,pls "
       "show,show us,lmk,let me know,let me see,gimme,can u,could u,can i see,can you "
       "check,could you check,can u check,pull,bring,up for me,at the moment,as of "
       "now,these days,got,sitting at,standing at,worth}"},
      {history,
       "{everything i spent,all i spent,what i've spent,all my spending,everything i've "
       "spent,everything i sent,everything i paid,all i've spent,all the payments i "
       "made,all payments i made,payments i made,payments i've made,transfers i made}"},
      {help,
       "{what can i say,what can i ask,what can i ask you,what can i type,what should i "
       "say,what do i say,what do i type,i have no idea how to use this,i have no idea how "
       "this works,i don't know how to use this,i dont know how to use this,i don't know "
       "how this works,i dont know how this works,idk how to use this,idk how this "
       "works,no clue how this works,not sure how this works,i'm not sure how this "
       "works,not sure what to do,i don't know what to do,idk what to do,help me "
       "understand,show me what you can do,tell me what you can do,tell me how this "
       "works,tell me how it works,what are you capable of,what are your "
       "features,features,any tips}"},
      {decline,
       "{nah i'm good,no i'm good,i'm good,im good,nah im good,no im good,nah thanks,nah "
       "thank you,nope thanks,no thx,no ty,nah ty,i'll pass,ill pass,pass on that,hard "
       "pass,no can do,not this time,maybe later,not really no,nope not now,no not now,no "
       "not yet,no don't send it,no don't do it,nope don't}"},
      {cancel_about, "payment of, a payment of, transfer of, a transfer of"},
      {service, "gimme, gimme my, lemme see"},
      {balance,
       "{bal,my bal,how much money i got,how much money do i got,how much i got,how much i "
       "got left,how much have i got left,how much money have i got left,what i got,what i "
       "got left,how much is in there,how much is in my balance,what's left,whats "
       "left,what is left,what's left in there,how much can i use,what's my total,whats my "
       "total,money check,balance check,check balance,check my balance,show balance,show "
       "my balance,account total,account status,how am i doing for money,how are we doing "
       "for money,how much cash is left,how much cash have i got,how much cash i have,how "
       "much cash i got,how much money is there,how much is my balance,how much money is "
       "in my wallet,how much money is left in my account,how much is left in my "
       "account,how much left in my account,what have i got left,what do i have "
       "left,funds,remaining balance,available balance,wallet balance,total balance,do i "
       "have any cash,do i have any money left,any money left,have i any money left,have i "
       "got any money,am i out of money,got any money left,what does my account look "
       "like,how does my account look,what's in there,what's the damage on my account,how "
       "full is my wallet}"},
      {history,
       "{hist,past transactions,previous transactions,previous payments,recent stuff,last "
       "few payments,last few transactions,latest transactions,latest payments,last "
       "payments,last transactions,my transactions,my payments,my transfers,my activity,my "
       "history,my statement,transaction list,list of payments,payment log,recent "
       "transfers,where did all my money go,where's my money gone,where has my money "
       "gone,where did it all go,what i spent,what have i paid,what have i sent,what did i "
       "pay,what did i send,who did i pay,who did i send money to,who have i sent money "
       "to,what's come in,whats come in,what's gone out,what came in today,what went out "
       "today,what happened to my money,what happened on my account,what happened in my "
       "account,what's been happening,whats been happening,money in,money out,money in and "
       "out,money trail,paper trail,bank statement,mini statement,account "
       "movements,recents}"},
      {help,
       "{how does this thing work,how does this app work,how does this bot work,how do "
       "this work,how this works,how this work,how it work,how does all this work,how do "
       "you work this,how do i work this,how to use,how to use this thing,how do i use "
       "it,how do u work,what can u do,what can this do,what can this bot do,what does "
       "this do,what does this bot do,what do u do,what all can you do,what else can you "
       "do,what are you able to do,what's this bot for,what is this bot,what is this "
       "thing,what's this thing,what are u,who r u,who dis,who's this,what now,now "
       "what,how now,show help,show menu,show me the menu,show me the commands,show me the "
       "options,what commands,which commands,what are your commands,list of "
       "commands,instructions please,need some help,i need some help,need a hand,could use "
       "some help,i could use some help,gimme help,help pls,help plz,help me out,can u "
       "help,can u help me,can you help me out,little help,a little help,a little help "
       "please,a little help here,some help,some help please,sos,manual,user guide,where "
       "do i begin,get me started,how to start,how do i start,how do i begin,first time "
       "here,i'm new,im new,i'm new here,im new here,new here,teach me,walk me through "
       "this,walk me through it,walk me through,talk me through,i have a question,got a "
       "question,i don't get it,i dont get it,dont understand,don't understand,no idea how "
       "this works,i'm stuck,im stuck,how do payments work,how do requests work,how do "
       "splits work,how does it all work,how do you send money,how to send money,how would "
       "i,how might i,what's the command,what is the command,is there a fee,are there "
       "fees,what do you charge,do you charge,is this free,does it cost anything}"},
      {cancel,
       "{oh never mind,nah never mind,actually never mind,ok never mind,oh nvm,actually "
       "nvm,neva mind,nvmd,nm,never mind that,nevermind that,no longer needed,not needed "
       "anymore,don't bother,dont bother,leave it,leave that,drop that,skip it,skip "
       "that,skip,forget i asked,forget i said that,forget what i said,ignore "
       "that,disregard,disregard that,scrap that,scrap it,bin it,bin that,strike "
       "that,belay that,back out,i take it back,take that one back,i want it back,want it "
       "back,pull that,pull that one,abandon,cancel please,cancel pls,please cancel,kill "
       "that,kill the payment,stop the payment,stop payment,stop please,stop there,wait "
       "stop,stop stop,no stop,undo it,undo that,undo the last one,reverse it,reverse "
       "that,revoke,revoke it,quit,exit,end,i've changed my mind,ive changed my mind,i "
       "have changed my mind,changed my mind sorry,can i undo,can i cancel,can we "
       "cancel,oops undo,nix that,nix it}"},
      {confirm,
       "{yes,yep,yeah,yea,yup,ya,yah,yess,yesss,y,ok,okay,okey,okie,oki,k,kk,sure,sure "
       "thing,confirm,"
       "confirmed,confirm it,i confirm,go ahead,go for it,do it,let's do it,lets do "
       "it,sounds good,"
       "looks good,correct,right,that's right,thats right,absolutely,definitely,of "
       "course,approve,"
       "approved,accept,accepted,i accept,agreed,affirmative,alright,send it,pay it,go "
       "on,please do,proceed,yes please,"
       "all good,exactly,indeed,aye,totally,perfect,100%,that's correct,i agree,i "
       "approve,uh huh,"
       "for sure,by all means,do that,ok go,fine,good,yes do it,continue,you got "
       "it,lgtm,roger,"
       "certainly,make it so,works for me,very well,bet,yes indeed}"},
      {decline,
       "{no,nope,nah,naw,n,no way,don't,dont,do not,not now,no thanks,no thank you,i don't "
       "want to,"
       "i dont want to,don't do it,dont do it,don't do "
       "that,reject,rejected,decline,declined,refuse,"
       "negative,not really,absolutely not,never,of course not,no don't,not yet,please "
       "don't,"
       "don't send it,do not send it,dont send it,deny,i decline,i refuse,hell no,i'd "
       "rather not,"
       "rather not,not today,no no,noo,nooo,i disagree,that's wrong,wrong,incorrect,not "
       "correct,"
       "don't pay it,certainly not,no deal,definitely not,not ok,no sir}"},
      {cancel,
       "{cancel,undo,stop,never mind,nevermind,nvm,forget it,forget that,forget about "
       "it,revert,reverse,take it back,"
       "take that back,call it back,call back,recall,abort,scratch that,i changed my "
       "mind,changed my "
       "mind,stop it,stop that,roll back,rollback,cancel it,cancel that,get it "
       "back,retract,"
       "withdraw,take back,void,annul,halt,don't go through with,on second thought no,drop "
       "it,"
       "cancelled,canceled,bring it back,pull it back,pull back,get my money back,kill "
       "it}"},
      {cancel_about,
       "{payment,transfer,transaction,request,it,that,this,last,latest,previous,pending,"
       "the,my,one,"
       "order,money,most "
       "recent,recent,thing,i,just,made,did,to,from,split,everything,all,sent,"
       "first,send,command,please,of,for,action,operation,requested,again,wait,no,actually,"
       "oops,sorry,ok,go,through,payments,latest one,can you,could you,i want to,need "
       "to,have to,"
       "i'd like to,want to,quick,now,right now,let's,lets,cancel,and}"},
      {help,
       "{help,menu,start,how does this work,how does it work,how do you work,what can you "
       "do,what do "
       "you do,what can i do,what can i do here,how do i use this,how to use this,how does "
       "pennypost "
       "work,how do i,how can i,how to,how do you,how does one,how do "
       "we,instructions,commands,options,"
       "get started,getting started,help me,i need help,need help,can you help,can you "
       "help me,"
       "could you help me,what are my options,what are the commands,what is this,what's "
       "this,who are "
       "you,what are you,tutorial,guide,faq,support,assist,assistance,explain,how it works,"
       "show me how,i'm lost,i don't understand,i'm confused,what is pennypost,what's "
       "pennypost,"
       "show commands,list commands,info,main menu,how should i,what should i type,where "
       "do i start,"
       "what do i do,usage,begin,"
       "can i send money,is it free,what are the fees,how much does it cost,how does "
       "sending work,"
       "how does splitting work,what services do you offer,help please}"},
      {balance,
       "{balance,balances,account balance,current balance,my balance,how much do i "
       "have,how much money do i have,"
       "how much have i got,how much money have i got,how much cash do i have,how much i "
       "have,how "
       "much money i have,what do i have,what have i got,what's in my account,whats in my "
       "account,"
       "what is in my account,what's in my wallet,my funds,available funds,how much is "
       "left,how much "
       "is in my account,how much is in my wallet,how much money is in my account,how much "
       "money "
       "is left,how much money's left,how much's left,how much do i still have,how much "
       "have i left,"
       "how much do i got,am i broke,what's my account at,how much can i spend,how much "
       "can i send,"
       "how much is there,how rich am i,do i have any money,do i have money,do i have "
       "enough "
       "money,do i have enough,how many dollars do i have,how many euros do i have,how "
       "many pounds do i have,"
       "what am i left with,what's left in my account,check funds,how much money do we "
       "have,"
       "how are my finances,how much dough do i have,how much money left,money left,how "
       "much left,"
       "how much do i have left,how much am i worth,my money}"},
      {history,
       "{history,transaction,transactions,payments,activity,statement,statements,transfers,"
       "past payments,"
       "movements,payment history,transaction history,account history,transaction log,my "
       "log,"
       "recent activity,account activity,last payment,latest payment,last "
       "transaction,latest "
       "transaction,last transfer,latest transfer,last transfers,recent payments,recent "
       "transactions,"
       "my spending,spending,my expenses,expenses,incoming,outgoing,what happened "
       "lately,what moved "
       "lately,what moved,who paid me,who sent me money,who sent me,who has paid me,my "
       "requests,"
       "received payments,sent payments,who have i paid,purchases,ledger,receipts,last "
       "receipt,"
       "what came in,what went out,where did my money go,what have i spent,what did i "
       "spend}"},
      {history_self,
       "{did i,have i,i've,i have,did we,have we,did i last,last paid,last sent,went "
       "out,came in,"
       "am i spending}"},
      {service,
       "{what's,whats,what,is,are,was,my,the,show,show me,check,see,view,tell,tell "
       "me,give,give me,get,"
       "get me,a,an,current,account,wallet,left,in,of,on,i,can,could,you,want,to,list,have,"
       "still,right,today,yesterday,app,money,for,please,do,latest,last,recent,recently,"
       "lately,all,"
       "past,previous,with,from,between,me,and,let,let "
       "me,like,i'd,need,would,know,display,pull up,"
       "open,look at,look,at,how,how's,how "
       "is,much,this,that,week,month,year,day,days,weeks,"
       "months,morning,since,ago,any,some,quick,now,moment,total,available,print,go,over,"
       "up,"
       "full,complete,entire,own,few,made,it,so far,as of,update,report,out,by,summary,sum,"
       "wondering,curious,may,pennypost,there,bank,january,february,march,april,june,july,"
       "august,"
       "september,october,november,december,monday,tuesday,wednesday,thursday,friday,"
       "saturday,"
       "sunday,our,been,has,remaining,then,here,fetch,bring "
       "up,actually,just,sent,received}"},
  };
}

}  // namespace pennypost::language
