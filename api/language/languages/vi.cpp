#include "api/language/languages/all.h"

namespace pennypost::language {

using enum Tag;

Language vietnamese() {
  return {
      .code = "vi",
      .entries =
          {
              {filler,
               "{à này,à mà,à quên,ừ mà,ờ,ờm,ừm thì,thôi được,thôi được rồi,trời,trời "
               "ơi,ôi,ui,úi,chà,suýt quên,tí quên,nhân tiện,tiện thể,sẵn tiện,nói thật,thật ra "
               "thì,thế thì,vậy thì,vậy nha,rồi nhé,ok nha,ok nhé,oke nha}"},
              {object,
               "{ảnh,hình,hình ảnh,tấm ảnh,tấm hình,ảnh selfie,video,clip,link,đường link,địa "
               "chỉ,vị trí,định vị,bản đồ,số điện thoại,sđt,mã,mã code,mật khẩu,pass wifi,tin "
               "nhắn,thư,email,mail,file,tài liệu,văn bản,bài hát,nhạc,thông tin,tin tức,chi "
               "tiết,thời gian,phút,giây,cơ hội,lời khuyên,ý kiến,sự giúp đỡ,nụ hôn,cái ôm,lời "
               "chào,lời hỏi thăm,câu trả lời,ý tưởng,lý do,ảnh chụp màn hình,công thức,danh "
               "sách,bài tập,cv,meme,stk,số tài khoản}"},
              {send,
               "{{chuyển,gửi,trả,thanh toán,ck} {dùm,giùm,giúp,hộ}{ mình, tôi, em, tớ, tui, anh, "
               "chị, với,},ck cho,ck qua,chuyển khoản qua,chuyển khoản sang,chuyển qua,chuyển "
               "sang,bank,bank cho,bank qua,momo,momo cho,bắn tiền,bắn cho,bắn qua,chuyển tiền "
               "qua,ting ting,trả nợ,trả nợ cho,hoàn tiền,hoàn tiền cho,gửi lại,chuyển lại,ứng,ứng "
               "trước,nộp}"},
              {send_weak, "{cho mượn,biếu tặng,mừng,dúi,đưa cho,thảy,quăng,lì xì cho}"},
              {request,
               "{đòi lại,thu lại,yêu cầu trả,yêu cầu chuyển,gửi yêu cầu thanh toán,gửi yêu cầu "
               "chuyển tiền,đòi tiền của,đòi nợ của,nhắc nợ,lấy lại tiền}"},
              {kin,
               "{ông xã,bà xã,vợ iu,chồng iu,ck iu,vk,ck yêu,mẹ iu,bố già,má già,anh hai,chị "
               "hai,anh ba,chị ba,em út,út,cu tí,bé,bé na,cháu gái,cháu trai,con bé,thằng bé,thằng "
               "em,con em,thằng bạn,con bạn,ông anh,bà chị,bà cô,ông chú,ông cậu,chị dâu,anh rể,em "
               "dâu,em rể,con dâu,con rể,bố chồng,bố vợ,ba chồng,ba vợ,má chồng,má vợ,dượng,mợ,cô "
               "chủ,ông chủ,bà chủ,chủ trọ,chị chủ nhà,anh chủ nhà,cô chủ nhà,chú chủ nhà,giúp "
               "việc,cô giúp việc,chị giúp việc,bác bảo vệ,chú bảo vệ,thợ sửa,tài xế,thầy,bạn cùng "
               "lớp,bạn cùng nhà,bạn cũ,người yêu cũ,nyc,bồ,gấu,crush,anh shipper,shipper,chị lao "
               "công}"},
              {greet,
               "{chào bot,chào bạn nhé,xin chào bạn,xin chào mọi người,chào mọi người,chào cả "
               "nhà,chào cậu,chào ông,chào bà,chào cô,chào chú,hi bạn,hello bạn,hey bạn,hế lô,hế "
               "nhô,hê lô,helo bạn,a lô,alo alo,alo bot,có ai không,bạn khỏe không,khỏe không "
               "bạn,dạo này sao rồi,dạo này thế nào,bạn thế nào,bạn có khỏe không,chúc buổi sáng "
               "tốt lành,chúc một ngày tốt lành,buổi sáng tốt lành,chào buổi trưa,good morning,em "
               "chào anh,em chào chị,dạ chào,dạ em chào}"},
              {balance,
               "{số dư bao nhiêu,số dư là bao nhiêu,số dư của mình,số dư của tôi là bao nhiêu,số "
               "dư của tôi bao nhiêu,số dư hiện tại,số dư hiện tại là bao nhiêu,số dư còn lại,số "
               "dư khả dụng,số dư còn bao nhiêu,số dư tk,số dư tài khoản của tôi,số dư ví,coi số "
               "dư,coi giúp số dư,cho xem số dư,cho coi số dư,cho hỏi số dư,check số dư,check "
               "sd,xem giúp số dư,xem số dư giúp,kiểm tra số dư giúp,kiểm tra tài khoản,tra số "
               "dư,vấn tin số dư,tài khoản tôi còn bao nhiêu,tài khoản mình còn bao nhiêu,tài "
               "khoản của mình còn bao nhiêu,tài khoản có bao nhiêu,tài khoản có bao nhiêu "
               "tiền,tài khoản tôi có bao nhiêu,tài khoản của tôi có bao nhiêu tiền,tài khoản còn "
               "nhiêu,tk còn nhiêu,tk mình còn bao nhiêu,tk tôi còn bao nhiêu,trong tài khoản còn "
               "bao nhiêu tiền,trong tài khoản có bao nhiêu,trong tk còn bao nhiêu,trong ví còn "
               "bao nhiêu,trong ví có bao nhiêu tiền,ví còn bao nhiêu,ví còn bao nhiêu tiền,còn "
               "nhiêu,còn bao nhiêu tiền vậy,còn bao nhiêu tiền nữa,còn lại bao nhiêu,còn lại bao "
               "nhiêu tiền,tôi còn lại bao nhiêu,tôi còn lại bao nhiêu tiền,mình còn lại bao "
               "nhiêu,mình còn nhiêu tiền,mình còn nhiêu,tôi còn nhiêu tiền,tôi còn nhiêu,em còn "
               "bao nhiêu tiền,em còn bao nhiêu,anh còn bao nhiêu tiền,tui còn bao nhiêu tiền,tui "
               "còn nhiêu,tớ còn bao nhiêu tiền,tao còn bao nhiêu tiền,mình có nhiêu tiền,em có "
               "bao nhiêu tiền,còn đủ tiền không,còn tiền ko,mình còn tiền không,hết tiền chưa,tôi "
               "hết tiền chưa,còn dư bao nhiêu}"},
              {history,
               "{lịch sử của tôi,lịch sử chuyển tiền,lịch sử chuyển khoản,lịch sử thanh toán,lịch "
               "sử chi tiêu,lịch sử gd,các giao dịch gần đây,những giao dịch gần đây,giao dịch của "
               "tôi,giao dịch hôm nay,giao dịch tháng này,giao dịch tuần này,danh sách giao "
               "dịch,xem giao dịch,xem lịch sử,coi lịch sử,xem lịch sử giao dịch,cho xem lịch "
               "sử,xem sao kê,in sao kê,sao kê tài khoản,chi tiêu của tôi,chi tiêu tháng này,chi "
               "tiêu tuần này,tiền đi đâu,tiền đi đâu hết rồi,tiền đi đâu rồi,tiền của tôi đi "
               "đâu,tiền của tôi đi đâu hết rồi,tiền mình đi đâu hết rồi,ai chuyển tiền cho tôi,ai "
               "chuyển tiền cho mình,ai đã chuyển tiền cho tôi,ai gửi tiền cho tôi,ai trả tiền cho "
               "tôi,ai vừa chuyển tiền,tôi đã chuyển cho ai,tôi đã chuyển tiền cho ai,tôi chuyển "
               "tiền cho ai,mình đã chuyển cho ai,mình chuyển tiền cho ai,tôi đã tiêu bao "
               "nhiêu,tôi đã tiêu bao nhiêu tiền,tôi tiêu bao nhiêu,mình đã tiêu bao nhiêu,mình "
               "tiêu bao nhiêu,tiêu bao nhiêu rồi,tôi đã chi bao nhiêu,tôi xài bao nhiêu,mình xài "
               "bao nhiêu rồi,tôi đã nhận bao nhiêu,đã chi những gì,khoản thu,khoản chi gần "
               "đây,thu chi tháng này}"},
              {help,
               "{cái này dùng sao,cái này dùng thế nào,cái này dùng như thế nào,cái này xài "
               "sao,cái này xài thế nào,xài sao,xài thế nào,xài như nào,dùng sao,dùng như nào,dùng "
               "làm sao,sử dụng như thế nào,sử dụng sao,cái này hoạt động sao,cái này hoạt động ra "
               "sao,cái này là gì,cái gì đây,cái gì vậy,đây là cái gì,app này là gì,app này dùng "
               "sao,bot này làm gì,bot này là gì,bot làm được gì,bot làm gì được,bạn làm gì "
               "được,bạn làm được những gì,bạn có thể làm được gì,bạn có thể làm những gì,bạn có "
               "thể giúp gì,bạn có thể giúp gì cho tôi,bạn giúp được gì,bạn biết làm những gì,làm "
               "được gì,làm được những gì,có chức năng gì,có những chức năng gì,chức năng,các chức "
               "năng,có lệnh gì,có những lệnh gì,danh sách lệnh,xem menu,cho xem menu,hiện menu,mở "
               "menu,bạn là bot à,bạn là cái gì,bạn tên gì,bắt đầu thế nào,bắt đầu như thế nào,bắt "
               "đầu từ đâu,làm sao chuyển tiền,làm sao để chuyển tiền,làm sao gửi tiền,làm sao để "
               "gửi tiền,làm thế nào để chuyển tiền,làm thế nào để gửi tiền,chuyển tiền làm "
               "sao,chuyển tiền ntn,gửi tiền ntn,chuyển tiền sao,gửi tiền sao,cách chuyển "
               "khoản,tôi phải làm gì,tôi nên làm gì,giờ làm gì,giờ sao,làm gì bây giờ,bạn có thể "
               "giúp tôi không,bạn có thể giúp mình không,bạn giúp tôi được không,giúp tôi được "
               "không,giúp mình được không,ai giúp với,giúp em với,giúp mình với,giúp tui với,cứu "
               "tôi,cứu với,cần giúp,cần trợ giúp,cần hỗ trợ,tôi cần hỗ trợ,mình cần hỗ trợ,hỗ "
               "trợ,hỗ trợ tôi,hỗ trợ mình,hỗ trợ với,tư vấn,mình không hiểu,em không hiểu,không "
               "hiểu gì,không hiểu gì hết,chẳng hiểu gì,không biết dùng,không biết làm sao,tôi "
               "không biết dùng,mình không biết dùng,không biết cách dùng,tôi mới dùng,mình mới "
               "dùng,mới dùng lần đầu,lần đầu dùng,giải thích giúp,giải thích giùm,hướng dẫn "
               "tôi,hướng dẫn mình,hướng dẫn với,hướng dẫn sử dụng,chỉ tôi cách dùng,chỉ mình "
               "với,chỉ tôi với,tôi có câu hỏi,cho hỏi,cho mình hỏi,cho tôi hỏi,có mất phí "
               "không,có tốn phí không,phí bao nhiêu,có miễn phí không}"},
              {cancel,
               "{thôi kệ,kệ,kệ nó,kệ đi bạn,thôi không cần,thôi không cần nữa,thôi khỏi cần,thôi "
               "khỏi chuyển,thôi đừng chuyển,thôi đừng,thôi hủy đi,thôi huỷ đi,thôi hủy,thôi "
               "huỷ,thôi bỏ,thôi bỏ qua,thôi quên đi,thôi dẹp,dẹp,dẹp đi,bỏ,bỏ lệnh đó,bỏ giao "
               "dịch đó,hủy giúp,huỷ giúp,hủy giùm,huỷ giùm,hủy hộ,hủy lệnh,huỷ lệnh,hủy giao "
               "dịch,huỷ giao dịch,hủy giao dịch vừa rồi,hủy cái đó,huỷ cái đó,hủy cái vừa rồi,hủy "
               "hết,huỷ hết,hủy ngay,huỷ ngay,cho tôi hủy,cho mình hủy,tôi muốn hủy,mình muốn "
               "hủy,muốn hủy,dừng ngay,dừng đi,dừng giao dịch,ngừng lại,ngưng lại,stop lại,khoan "
               "hủy,không gửi nữa,không chuyển nữa,không cần nữa,không muốn nữa,khỏi nữa,khỏi gửi "
               "nữa,đừng gửi nữa,đừng chuyển nữa,không làm nữa,xóa,xoá,xóa đi,xoá đi,xóa lệnh,lấy "
               "lại tiền cho tôi,lấy tiền lại,lấy lại tiền giúp,trả lại tiền cho tôi,trả tiền lại "
               "cho tôi,đòi lại tiền giúp,hoàn tiền lại cho tôi,rút lại lệnh,tôi đổi ý,mình đổi "
               "ý,đổi ý rồi,em đổi ý rồi,tôi suy nghĩ lại rồi,thoát,kết thúc}"},
              {filler,
               "{chỉ,thôi,đúng,cứ,đều,chia đều,đồng đều,mau,lẹ,lẹ lên,ngay đi,trợ lý,ê bot,thêm "
               "nữa,nhá,nhe,nghen,hen,luôn nhé,luôn nha,xem nào}"},
              {please,
               "{được không,được không ạ,được ko,dc không,đc không,có được không,nhé bạn,nha "
               "bạn,nhé em,giúp tôi với,giúp mình với,giùm tôi nhé,giúp tôi nhé,giúp mình nhé}"},
              {opener,
               "{bạn có thể,anh có thể,em có thể,chị có thể,bạn hãy,bạn giúp,nhờ bạn,nhờ em,nhờ "
               "anh,nhờ chị,nhờ,phiền bạn,phiền anh,phiền em,tôi muốn,mình muốn,cho mình,cho "
               "tôi,em muốn,tui muốn,tớ muốn,tôi cần,mình cần,giúp tôi,giúp mình}"},
              {send,
               "{chuyển,chuyển khoản,ck,gửi,gởi,trả,thanh toán,bắn,hoàn,hoàn trả,nạp,chuyển "
               "tiền,gửi tiền,trả tiền,chuyển trả,trả lại,gửi trả,banking}"},
              {send_weak, "{đưa,tặng,biếu,cho,lì xì,ủng hộ,góp}"},
              {request,
               "{yêu cầu,đòi,thu,đòi tiền,thu tiền,yêu cầu thanh toán,gửi yêu cầu,đòi nợ}"},
              {request_weak, "{xin,hỏi xin,lấy}"},
              {tell, "{nhắc,bảo,kêu}"},
              {gain, "cho"},
              {split, "{chia,chia đều,chia tiền,campuchia,chia đôi,cưa đôi,share,chia nhau,tách}"},
              {narrated,
               "{đã chuyển,đã gửi,đã trả,đã đưa,đã nhận,chuyển rồi,gửi rồi,trả rồi,nhận được,vừa "
               "chuyển,vừa gửi,vừa trả,mới chuyển,mới "
               "gửi,nhận,mượn,vay,tiêu,mua,bán,giá,tốn,thắng,thua,kiếm được,đã chia,đã mượn,được "
               "trả}"},
              {opener,
               "{bạn,anh,chị,em,mày} {có thể,giúp,giúp mình,làm ơn}{ giúp tôi, giúp mình,}, {có "
               "thể,có thể giúp tôi,có thể giúp mình}, {tôi,mình,em,anh,tao,tớ,chị} "
               "{muốn,cần,phải,định,cần phải}, {muốn,cần,phải}, {giúp tôi,giúp mình,giúp em,giúp}, "
               "{để tôi,để mình,cho tôi,cho mình,cho em} {chuyển,gửi}, hãy, đừng quên, nhớ, làm "
               "ơn, xin hãy"},
              {please,
               "{làm ơn,xin vui lòng,vui lòng,xin,nhé,nha,giùm,dùm,hộ,giúp,với nhé,please,pls,nếu "
               "được,nếu có thể,giùm mình,giùm tôi,hộ mình,hộ tôi,giúp mình,giúp tôi,giùm em,hộ "
               "cái,đi,dùm mình}"},
              {greet,
               "{chào,xin chào,chào bạn,alo,hello,hi,hey,chào buổi sáng,chào buổi tối,ê,chào "
               "em,chào anh,chào chị,chào ad,chào buổi chiều,khỏe không,bạn khỏe không,helo}"},
              {thanks,
               "{cảm ơn,cám ơn,cảm ơn nhiều,cám ơn nhiều,cảm ơn bạn,cám ơn bạn,cảm ơn nhé,cảm ơn "
               "nha,thanks,thank you,tks,thank,cảm ơn em,cảm ơn anh,cảm ơn ạ,xin cảm ơn,cám ơn "
               "nha}"},
              {closing, "{haha,hihi,hehe,kkk,lol,tạm biệt,bye,ngủ ngon,hẹn gặp lại}"},
              {filler,
               "{ạ,à,ơi,ừ,ok,okay,oke,đi,luôn,liền,nhanh,nhanh lên,gấp,hôm nay,cũng,thôi,rồi "
               "thì,số tiền,tổng cộng,tổng,đúng,chỉ,bạn "
               "ơi,bot,pennypost,này,nè,khoản,lại,thêm,cái,giùm cái,vậy,thì,rồi,sau đó,ngay lập "
               "tức,từ tài khoản của tôi,qua}"},
              {now, "{ngay,bây giờ,ngay bây giờ,asap}"},
              {to,
               "cho, tới, đến, vào tài khoản, vào tài khoản của, sang, vào, qua cho, tới tài "
               "khoản, đến tài khoản, về"},
              {range, "đến, tới"},
              {from, "từ, của, ở, với"},
              {with, "với, cùng, cùng với, vs"},
              {between, "giữa"},
              {each,
               "mỗi người, mỗi, mỗi đứa, từng người, mỗi bạn, mỗi ng, cho mỗi người, mỗi người "
               "một"},
              {me, "tôi, mình, tớ, tao, cho tôi, cho mình, tui, cho tớ, cho tao"},
              {self, "tôi, mình, tớ, tao, chúng tôi, chúng ta, bọn mình, tui, bản thân"},
              {pronoun,
               "{nó,họ,hắn,cô ấy,anh ấy,chị ấy,ông ấy,bà ấy,bạn,bọn họ,ai đó,ai,mọi người,người "
               "đó,một người bạn,các bạn,mấy bạn,người ta,cậu ấy,em ấy,ổng,bả,ảnh,chỉ ấy,tất cả "
               "mọi người,người kia,đứa kia}"},
              {article, "các, những, một, cái, con"},
              {unit, "tiền"},
              {possessive,
               "của tôi, của mình, của em, của anh, tôi, mình, tui, tao, của tao, của tớ, của "
               "chúng tôi, tớ"},
              {title, "ông, bà, thầy, ngài, bác sĩ, bs, ts, gs"},
              {kin,
               "{mẹ,má,ba,bố,cha,anh,chị,em,con,vợ,chồng,cô,dì,chú,bác,cậu,mợ,thím,ông nội,bà "
               "nội,ông ngoại,bà ngoại,anh trai,chị gái,em trai,em gái,con trai,con gái,cháu,bạn "
               "gái,bạn trai,người yêu,sếp,chủ nhà,hàng xóm,đồng nghiệp,bạn cùng phòng,bạn "
               "thân,thầy giáo,cô giáo,anh họ,chị họ,em họ,bố mẹ,ba mẹ,ny,bác tài,bạn tôi,mẹ "
               "chồng,mẹ vợ}"},
              {subject,
               "{tôi,mình,anh ấy,cô ấy,nó,họ,bạn,chúng tôi,chúng ta,ai,người ta,mọi "
               "người,tui,tớ,tao,đó,đây}"},
              {purpose,
               "để, để trả, để mua, để thanh toán, tiền, nội dung, ghi chú, lời nhắn, vì, re, mua, "
               "trả tiền, đóng tiền, đóng, cho, lý do, nd, để đóng, tin nhắn, với lời nhắn, với "
               "nội dung, cho việc, nhằm, cho tiền"},
              {thing,
               "{thuê nhà,nhà,ăn trưa,ăn tối,ăn sáng,bữa trưa,bữa tối,bữa sáng,cơm,cơm trưa,phở,cà "
               "phê,cafe,trà sữa,bia,pizza,taxi,grab,xăng,điện,nước,mạng,internet,điện thoại,xem "
               "phim,phim,vé,vé xem phim,quà,sinh nhật,cưới,đám cưới,tiệc,du lịch,khách sạn,vé máy "
               "bay,sách,học phí,thuốc,quần áo,giày,đồ ăn,đi chợ,rau,thịt,trái cây,sửa xe,gửi "
               "xe,nợ,"
               "phút,giờ,ngày,tuần,tháng,năm,lần,người,ảnh,hình,tin "
               "nhắn,lẩu,nhậu,bánh,hoa,ship,chợ,bữa ăn,bữa nhậu}"},
              {approx,
               "{phần trăm,nửa của,một nửa của,gấp đôi,khoảng,tầm,chừng,cỡ,gần,vài,vài trăm,vài "
               "chục,mấy,một ít,một chút,ít,nhiều,hơn kém,xấp xỉ,độ,hàng trăm,hàng nghìn,đâu "
               "đó,mấy chục,mấy trăm,áng chừng,chút,hơn,lẻ,tá}"},
              {limit,
               "{tối đa,tối thiểu,ít nhất,nhiều nhất,không quá,lên đến,lên tới,trên,dưới,hơn,không "
               "ít hơn,cao nhất,cùng lắm,ít hơn,nhiều hơn}"},
              {or_, "hoặc, hay, hay là"},
              {all,
               "{tất cả,hết,toàn bộ,tất cả tiền,hết tiền,toàn bộ số tiền,tất cả số tiền,hết số "
               "dư,toàn bộ số dư,tất cả tiền của tôi,tất cả số dư,toàn bộ tiền,số tiền còn "
               "lại,tiền còn lại,nửa số tiền,hết sạch,một nửa số dư,toàn bộ tiền của tôi}"},
              {money,
               "{tiền,ít tiền,một ít tiền,một khoản,tiền mặt,chút tiền,một số tiền,hóa "
               "đơn,bill,xiền}"},
              {half, "nửa, một nửa"},
              {about_half, "rưỡi"},
              {conj, "và, với, cùng, lẻ, linh, không trăm"},
              {sign_minus, "âm, trừ"},
              {negation,
               "{đừng,đừng có,không,chưa,chớ,chẳng,không được,ko,hông,k,thay vì,khỏi,không "
               "cần,đừng bao giờ,không muốn,chưa bao giờ,không phải}"},
              {condition,
               "{nếu,giả sử,trừ khi,miễn là,nếu như,lỡ,nhỡ,hễ,chỉ khi,trong trường hợp,kẻo,dù}"},
              {said,
               "{nói,bảo là,nói là,nói rằng,bảo tôi,bảo mình,kêu tôi,kể,viết,nhắn,nhắn là,hỏi,trả "
               "lời,theo,nghe nói,nghe,đọc,nghĩ,nghĩ là,cho rằng,yêu cầu tôi,đòi tôi,xin "
               "tôi,rằng,trích,đùa}"},
              {wish,
               "{ước,ước gì,giá mà,giá như,tưởng tượng,hy vọng,mong,mơ,có lẽ,chắc,chắc là,lẽ "
               "ra,đáng lẽ,nên,hay là mình,thử tưởng tượng,đang nghĩ,đang tính,định bụng,suýt}"},
              {future, "{sẽ,sắp,dự định,hứa,định sẽ,đang định,có thể sẽ}"},
              {past,
               "{hôm qua,hôm kia,tuần trước,tháng trước,năm ngoái,tối qua,đã,vừa,vừa "
               "mới,mới,rồi,sáng nay,hồi nãy,lúc nãy,trước đây,hôm trước,bữa trước,hồi}"},
              {later,
               "{mai,ngày mai,sáng mai,tối mai,ngày kia,mốt,tối nay,chiều nay,lát nữa,lát,tí "
               "nữa,chút nữa,sau,sau này,tuần sau,tháng sau,năm sau,tuần tới,tháng tới,thứ hai,thứ "
               "ba,thứ tư,thứ năm,thứ sáu,thứ bảy,chủ nhật,cuối tuần,cuối tháng,đầu tháng,khi,khi "
               "nào,lúc,trước khi,sau khi,lần sau,hôm nào,bữa nào,một giờ nữa,khi có lương,lúc nào "
               "đó}"},
              {recurring,
               "{mỗi,hàng,hằng} {ngày,tuần,tháng,năm,sáng,tối,giờ,thứ hai,thứ sáu,chủ nhật,lần}, "
               "{định kỳ,thường xuyên,tự động,một tuần một lần,một tháng một lần,từng tháng,mỗi "
               "tháng một lần}"},
              {wh,
               "{gì,ai,khi nào,bao giờ,ở đâu,đâu,tại sao,vì sao,sao,thế nào,như thế nào,bao "
               "nhiêu,nào,cái gì,những gì,cho ai,mấy}"},
              {yes_no, "{có phải,phải không,đã chuyển chưa,đã gửi chưa,chưa}"},
              {correction,
               "{à không,ý tôi là,ý mình là,nhầm,à nhầm,khoan,khoan đã,đợi đã,xin lỗi,thật ra,sửa "
               "lại,đổi thành,sửa thành,không phải,à lộn,lộn,nhầm rồi,thực ra,chờ đã,không đợi "
               "đã,không,mà thôi,chờ chút,à}"},
              {owes, "{nợ,thiếu,còn nợ,đang nợ}"},
              {it, "{đó,cái đó,số đó,tiền đó,nó đi}"},
              {confirm,
               "{có,vâng,ừ,ừm,uh,dạ,dạ vâng,dạ có,đồng ý,ok,okay,oke,okie,được,được rồi,xác "
               "nhận,đúng,đúng rồi,đúng vậy,chuẩn,chắc chắn,tất nhiên,phải,phải rồi,tiếp tục,làm "
               "đi,chuyển đi,gửi đi,yes,tôi đồng ý,tôi xác nhận,chốt,duyệt,chấp nhận,dĩ nhiên,nhất "
               "trí,oki,tốt,hợp lý,chính xác,vâng ạ,dạ đúng,ừ đúng rồi}"},
              {decline,
               "{không,ko,hông,không đồng ý,không cần,không phải,đừng,thôi khỏi,khỏi,không "
               "được,không muốn,từ chối,chưa,không nhé,không đâu,không cảm ơn,không cám ơn,đừng "
               "chuyển,đừng gửi,để sau,sai,sai rồi,không đúng,hổng,no,không bao giờ,chưa đâu,thôi "
               "không,không chuyển,không ạ,dạ không,không chấp nhận,khỏi cần}"},
              {cancel,
               "{hủy,huỷ,hủy bỏ,huỷ bỏ,hủy đi,thôi,dừng,dừng lại,bỏ qua,bỏ đi,thu hồi,hoàn tác,rút "
               "lại,thôi bỏ đi,quên đi,kệ đi,ngưng,ngừng,stop,cancel,không sao đâu,đổi ý,tôi đổi ý "
               "rồi,mình đổi ý rồi,lấy lại,khỏi chuyển nữa,thôi không chuyển nữa}"},
              {cancel_about,
               "{giao dịch,lệnh,chuyển tiền,thanh toán,lần,cuối,cuối cùng,gần nhất,vừa "
               "rồi,vừa,trước,khoản,yêu cầu,này,đó,kia,tiền,tất cả,giúp,tôi,mình,đi,nhé,hộ,lệnh "
               "chuyển tiền,chuyển khoản,mới,rồi,gửi,chuyển,cho,muốn,làm ơn,vui lòng,nha,lại,đang "
               "chờ,cái}"},
              {help,
               "{giúp,giúp tôi,giúp mình,giúp với,giúp tôi với,trợ giúp,hướng dẫn,cách dùng,cách "
               "sử dụng,cách chuyển tiền,cách gửi tiền,cách hoạt động,làm sao để,làm sao,làm thế "
               "nào để,làm thế nào,hoạt động thế nào,cái này hoạt động thế nào,cái này hoạt động "
               "như thế nào,dùng thế nào,dùng như thế nào,sử dụng thế nào,bạn có thể làm gì,bạn "
               "làm được gì,có thể làm gì,bạn biết làm gì,menu,bắt đầu,start,help,"
               "cần giúp đỡ,tôi cần giúp đỡ,tôi cần trợ giúp,bạn là ai,đây là gì,pennypost là "
               "gì,tôi không hiểu,không hiểu,giải thích,lệnh nào,các lệnh,chuyển tiền thế nào,gửi "
               "tiền thế nào,chuyển tiền như thế nào,gửi tiền như thế nào,cứu,thông tin,chuyển "
               "tiền kiểu gì,cách}"},
              {balance,
               "{số dư,số dư của tôi,số dư tài khoản,còn bao nhiêu tiền,tôi còn bao nhiêu "
               "tiền,mình còn bao nhiêu tiền,tôi có bao nhiêu tiền,mình có bao nhiêu tiền,có bao "
               "nhiêu tiền,còn bao nhiêu,tôi còn bao nhiêu,mình còn bao nhiêu,tài khoản còn bao "
               "nhiêu,tài khoản của tôi còn bao nhiêu,tài khoản còn bao nhiêu tiền,trong tài khoản "
               "có bao nhiêu tiền,trong tài khoản còn bao nhiêu,tiền của tôi,kiểm tra số dư,xem số "
               "dư,còn tiền không,tôi còn tiền không,còn nhiêu tiền,tk còn bao nhiêu}"},
              {history,
               "{lịch sử,giao dịch,lịch sử giao dịch,sao kê,giao dịch gần đây,giao dịch gần "
               "nhất,các giao dịch,hoạt động,biến động,chi tiêu,giao dịch cuối,thu chi,khoản "
               "chi,nhật ký,biên lai,biến động số dư}"},
              {history_self,
               "{tôi đã chuyển,tôi đã gửi,tôi đã trả,mình đã chuyển,mình đã gửi,mình đã trả,tôi đã "
               "tiêu,mình đã tiêu,chuyển cho tôi,gửi cho tôi,đã chuyển cho tôi,đã trả tôi,tôi "
               "tiêu,mình tiêu,tôi chuyển,tôi gửi,đã gửi cho tôi,tôi trả}"},
              {service,
               "{của,tôi,mình,là,bao,nhiêu,bao nhiêu,xem,cho,kiểm tra,cho tôi xem,cho mình "
               "xem,hiện,hiển thị,hiện tại,bây giờ,tài khoản,trong,còn,lại,có,gần đây,gần "
               "nhất,cuối,tuần,tháng,ngày,này,hôm nay,hôm qua,trước,với,và,tất "
               "cả,các,những,tiền,nào,gì,không,biết,muốn,được,danh sách,đi,giúp,nhé,ai,cho "
               "ai,ở,khi nào,từ,tuần này,tháng này,tuần trước,tháng trước,tổng,liệt kê,đã,hết,vừa "
               "qua}"},
              {machine,
               "{bỏ qua,quên,phớt lờ,lờ đi} {các ,mọi ,tất cả ,những ,}{quy tắc,luật,hướng dẫn,chỉ "
               "dẫn,lệnh trước,quy định}, {bây giờ bạn là,từ giờ bạn là,từ bây giờ bạn,từ giờ}, "
               "{đóng vai,giả vờ,hành động như}, system:, system :, hệ thống:, hệ thống :, chế độ "
               "{nhà phát triển,quản trị,admin}, tôi là {quản trị viên,nhà phát triển,người tạo ra "
               "bạn,admin}, {hướng dẫn,chỉ dẫn,quy tắc,lệnh} mới, không cần xác nhận"},
          },
      .numbers =
          "mốt=1, tư=4, lăm=5, nhăm=5, một trăm=100, chục=10, hai chục=20, năm chục=50, một "
          "chục=10",
      .factors =
          "trăm=100, nghìn=1000, ngàn=1000, ngìn=1000, k=1000, triệu=1000000, tr=1000000, "
          "củ=1000000, tỷ=1000000000, tỉ=1000000000, vạn=10000",
      .currencies =
          "đồng=dong, đ=dong, vnđ=VND, vnd=VND, đô la=dollar, đô=dollar, đôla=dollar, usd=USD, đô "
          "la mỹ=USD, đô mỹ=USD, euro=EUR, bảng=pound, bảng anh=GBP, yên=JPY, nhân dân tệ=CNY, "
          "tệ=CNY, won=won, xu=cent, cent=cent, rúp=rouble, baht=THB, đô sing=SGD, peso=peso, "
          "bitcoin=nothing, điểm=nothing, coin=nothing, phân vàng=nothing, chỉ vàng=nothing",
      .sums = {},
      .tails = true,
      .tones = true,
  };
}

}  // namespace pennypost::language
