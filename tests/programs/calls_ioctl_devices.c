/* Device controls of consoles, clocks, lines, input devices, cameras and virtual machines. */
#include "calls_ioctl.h"
#include <asm/mtrr.h>
#include <linux/gpio.h>
#include <linux/hidraw.h>
#include <linux/input.h>
#include <linux/kd.h>
#include <linux/keyboard.h>
#include <linux/kvm.h>
#include <linux/lirc.h>
#include <linux/ptp_clock.h>
#include <linux/rtc.h>
#include <linux/soundcard.h>
#include <linux/spi/spidev.h>
#include <linux/tee.h>
#include <linux/uinput.h>
#include <linux/videodev2.h>
#include <linux/watchdog.h>
#include <stdint.h>
#include <string.h>

static const unsigned operations[] = {
    KDENABIO,
    KDDISABIO,
    KDMAPDISP,
    KDUNMAPDISP,
    PIO_FONTRESET,
    KDGETLED,
    KDSETLED,
    KDGKBLED,
    KDSKBLED,
    KDGETMODE,
    KDSETMODE,
    KDGKBTYPE,
    KDGKBMETA,
    KDSKBMETA,
    KDKBDREP,
    KDGKBDIACRUC,
    KDSKBDIACRUC,
    KDGKBSENT,
    KDSKBSENT,
    KDSETKEYCODE,
    GIO_FONT,
    PIO_FONT,
    GIO_CMAP,
    PIO_CMAP,
    GIO_SCRNMAP,
    PIO_SCRNMAP,
    GIO_UNISCRNMAP,
    PIO_UNISCRNMAP,
    GIO_FONTX,
    PIO_FONTX,
    PIO_UNIMAP,
    PIO_UNIMAPCLR,
    KDFONTOP,
    RTC_RD_TIME,
    RTC_AIE_ON,
    RTC_AIE_OFF,
    RTC_UIE_ON,
    RTC_UIE_OFF,
    RTC_PIE_ON,
    RTC_PIE_OFF,
    RTC_WIE_ON,
    RTC_WIE_OFF,
    RTC_VL_CLR,
    RTC_ALM_READ,
    RTC_ALM_SET,
    RTC_SET_TIME,
    RTC_WKALM_RD,
    RTC_WKALM_SET,
    RTC_PLL_GET,
    RTC_PLL_SET,
    RTC_EPOCH_READ,
    RTC_IRQP_READ,
    RTC_EPOCH_SET,
    RTC_IRQP_SET,
    RTC_VL_READ,
    RTC_PARAM_SET,
    WDIOC_GETSTATUS,
    WDIOC_GETBOOTSTATUS,
    WDIOC_GETTEMP,
    WDIOC_GETTIMEOUT,
    WDIOC_GETPRETIMEOUT,
    WDIOC_GETTIMELEFT,
    WDIOC_SETTIMEOUT,
    WDIOC_SETPRETIMEOUT,
    WDIOC_KEEPALIVE,
    TEE_IOC_INVOKE,
    TEE_IOC_OPEN_SESSION,
    TEE_IOC_SUPPL_RECV,
    TEE_IOC_SUPPL_SEND,
    TEE_IOC_VERSION,
    TEE_IOC_CANCEL,
    TEE_IOC_CLOSE_SESSION,
    TEE_IOC_SHM_ALLOC,
    TEE_IOC_SHM_REGISTER,
    LIRC_GET_REC_MODE,
    LIRC_GET_SEND_MODE,
    LIRC_SET_REC_MODE,
    LIRC_SET_SEND_MODE,
    LIRC_SET_TRANSMITTER_MASK,
    LIRC_GET_LENGTH,
    LIRC_GET_REC_RESOLUTION,
    LIRC_GET_REC_TIMEOUT,
    LIRC_GET_MIN_TIMEOUT,
    LIRC_GET_MAX_TIMEOUT,
    LIRC_SET_MEASURE_CARRIER_MODE,
    LIRC_SET_REC_CARRIER,
    LIRC_SET_REC_CARRIER_RANGE,
    LIRC_SET_REC_TIMEOUT,
    LIRC_SET_REC_TIMEOUT_REPORTS,
    LIRC_SET_SEND_CARRIER,
    LIRC_SET_SEND_DUTY_CYCLE,
    LIRC_SET_WIDEBAND_RECEIVER,
    PTP_CLOCK_GETCAPS,
    PTP_CLOCK_GETCAPS2,
    PTP_EXTTS_REQUEST,
    PTP_EXTTS_REQUEST2,
    PTP_PIN_GETFUNC,
    PTP_PIN_GETFUNC2,
    PTP_PIN_SETFUNC,
    PTP_PIN_SETFUNC2,
    GPIO_GET_CHIPINFO_IOCTL,
    GPIO_GET_LINEINFO_IOCTL,
    GPIO_GET_LINEINFO_WATCH_IOCTL,
    GPIO_GET_LINEINFO_UNWATCH_IOCTL,
    GPIO_GET_LINEHANDLE_IOCTL,
    GPIO_GET_LINEEVENT_IOCTL,
    GPIOHANDLE_GET_LINE_VALUES_IOCTL,
    GPIOHANDLE_SET_LINE_VALUES_IOCTL,
    GPIOHANDLE_SET_CONFIG_IOCTL,
    GPIO_V2_GET_LINEINFO_IOCTL,
    GPIO_V2_GET_LINEINFO_WATCH_IOCTL,
    GPIO_V2_GET_LINE_IOCTL,
    GPIO_V2_LINE_SET_CONFIG_IOCTL,
    GPIO_V2_LINE_SET_VALUES_IOCTL,
    GPIO_V2_LINE_GET_VALUES_IOCTL,
    EVIOCGNAME(16),
    EVIOCGPHYS(8),
    EVIOCGPROP(4),
    EVIOCGMTSLOTS(12),
    EVIOCGKEY(8),
    EVIOCGSW(2),
    EVIOCGBIT(0, 4),
    EVIOCGBIT(EV_KEY, 8),
    EVIOCGBIT(9, 8),
    EVIOCGABS(ABS_Y),
    EVIOCGABS(0x1d),
    EVIOCSABS(ABS_MT_SLOT),
    HIDIOCGRAWNAME(12),
    HIDIOCGFEATURE(3),
    HIDIOCSFEATURE(3),
    UI_GET_SYSNAME(5),
    SPI_IOC_MESSAGE(2),
    MTRRIOC_ADD_ENTRY,
    SOUND_MIXER_WRITE_BASS,
    SOUND_MIXER_READ_BASS,
    EVIOCGVERSION,
    EVIOCGEFFECTS,
    EVIOCGID,
    EVIOCGREP,
    EVIOCSREP,
    EVIOCGKEYCODE,
    EVIOCSKEYCODE,
    EVIOCGKEYCODE_V2,
    EVIOCSKEYCODE_V2,
    EVIOCSFF,
    EVIOCRMFF,
    EVIOCGRAB,
    EVIOCREVOKE,
    EVIOCSCLOCKID,
    EVIOCGMASK,
    EVIOCSMASK,
    KVM_SET_USER_MEMORY_REGION,
    KVM_CHECK_EXTENSION,
    KVM_CREATE_VCPU,
    KVM_GET_SREGS,
    KVM_SET_SREGS,
    VIDIOC_QUERYCAP,
    VIDIOC_ENUM_FMT,
    VIDIOC_G_FMT,
    VIDIOC_S_FMT,
    VIDIOC_TRY_FMT,
    VIDIOC_REQBUFS,
    VIDIOC_CREATE_BUFS,
    VIDIOC_QBUF,
    VIDIOC_DQBUF,
    VIDIOC_QUERYBUF,
    VIDIOC_STREAMON,
    VIDIOC_STREAMOFF,
    VIDIOC_S_FBUF,
    VIDIOC_ENUMINPUT,
    VIDIOC_S_INPUT,
    VIDIOC_ENUMSTD,
    VIDIOC_S_STD,
    VIDIOC_CROPCAP,
    VIDIOC_G_CROP,
    VIDIOC_S_CROP,
    VIDIOC_G_TUNER,
    VIDIOC_S_TUNER,
    VIDIOC_G_PARM,
    VIDIOC_S_PARM,
    VIDIOC_ENUM_FRAMESIZES,
    VIDIOC_ENUM_FRAMEINTERVALS,
    VIDIOC_QUERYCTRL,
    VIDIOC_QUERY_EXT_CTRL,
    VIDIOC_G_CTRL,
    VIDIOC_S_CTRL,
    VIDIOC_G_EXT_CTRLS,
    KDGETKEYCODE,
    GIO_UNIMAP,
    KDGKBMODE,
    KDSKBMODE,
    KDGKBDIACR,
    KDSKBDIACR,
    KDGKBENT,
    KDSKBENT,
    LIRC_GET_FEATURES,
    PTP_PEROUT_REQUEST,
    PTP_PEROUT_REQUEST2,
    RTC_PARAM_GET,
    EVIOCGMTSLOTS(2),
    KVM_GET_REGS,
    KVM_SET_REGS,
    KVM_SET_CPUID2,
    KVM_GET_SUPPORTED_CPUID,
};

/* Sounds: a number that the clock is divided by, and how long they last. */
static void each_sound(void)
{
    static const unsigned long sounds[] = {0, 1, 1193, 1193182, 1193183, 0x10000, 0x1ffff, -1UL};
    for (unsigned i = 0; i < COUNT(sounds); i++) {
        control(KIOCSOUND, (void *)sounds[i]);
        control(KDMKTONE, (void *)sounds[i]);
    }
}

/* Keys: those with a name, and those that are made of a kind and a value. */
static void each_key(void)
{
    static const unsigned short symbols[] = {
        0,      'a',   0x27,          0x5c,     '\t',        0xff,   K_F1,        K_F245,
        K_HOLE, 0x257, K_P9,          K_DTILDE, 0x44b,       K_DOWN, K_CAPSSHIFT, K(KT_META, 'x'),
        K_HEXf, 0xb41, K_SHIFT_SLOCK, 0xdab,    K_BRL_DOT10, 0x1234, 0xffff,
    };
    struct kbentry entry = {0};
    for (unsigned i = 0; i < COUNT(symbols); i++) {
        entry.kb_table = (unsigned char)(i * 11);
        entry.kb_value = symbols[i];
        control(KDSKBENT, &entry);
    }
}

/* Graphics cards: numbers that several of their drivers use. */
static void each_card(void)
{
    static const unsigned cards[] = {
        0x6441,     0x6443,     0x6446,     0x40106445, 0x40206447,
        0xc0106441, 0xc0106444, 0xc0186440, 0xc0406469,
    };
    for (unsigned i = 0; i < COUNT(cards); i++)
        control(cards[i], zeros);
}

static void each(void)
{
    control_each(operations, COUNT(operations));
    each_sound();
    each_key();
    each_card();
}

int main(void)
{
    return make_twice(each);
}
