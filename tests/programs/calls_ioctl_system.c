/* Device controls of sockets, tunnels, namespaces, counters and other parts of the kernel. */
#include "calls_ioctl.h"
#include <linux/dma-buf.h>
#include <linux/fs.h>
#include <linux/if_arp.h>
#include <linux/if_tun.h>
#include <linux/nsfs.h>
#include <linux/perf_event.h>
#include <linux/random.h>
#include <linux/sockios.h>
#include <linux/types.h>
#include <linux/udmabuf.h>
#include <linux/userfaultfd.h>
#include <linux/vhost.h>
#include <string.h>

static const unsigned operations[] = {
    RNDADDENTROPY,
    UFFDIO_API,
    UFFDIO_REGISTER,
    UFFDIO_UNREGISTER,
    UFFDIO_WAKE,
    UFFDIO_COPY,
    UFFDIO_ZEROPAGE,
    SECCOMP_IOCTL_NOTIF_SEND,
    SECCOMP_IOCTL_NOTIF_ID_VALID,
    RNDZAPENTCNT,
    RNDGETENTCNT,
    RNDADDTOENTCNT,
    RNDCLEARPOOL,
    RNDRESEEDCRNG,
    SIOCGIFFLAGS,
    SIOCGIFADDR,
    SIOCGIFDSTADDR,
    SIOCGIFBRDADDR,
    SIOCGIFNETMASK,
    SIOCADDDLCI,
    SIOCADDRT,
    SIOCBONDCHANGEACTIVE,
    SIOCBONDENSLAVE,
    SIOCBONDINFOQUERY,
    SIOCBONDRELEASE,
    SIOCBONDSETHWADDR,
    SIOCBONDSLAVEINFOQUERY,
    SIOCDARP,
    SIOCDELDLCI,
    SIOCDELRT,
    SIOCDIFADDR,
    SIOCDRARP,
    SIOCETHTOOL,
    SIOCGARP,
    SIOCGHWTSTAMP,
    SIOCGIFBR,
    SIOCGIFCOUNT,
    SIOCGIFMEM,
    SIOCGIFPFLAGS,
    SIOCGIFVLAN,
    SIOCGMIIPHY,
    SIOCGMIIREG,
    SIOCGRARP,
    SIOCGSKNS,
    SIOCGSTAMPNS_NEW,
    SIOCGSTAMPNS_OLD,
    SIOCGSTAMP_NEW,
    SIOCGSTAMP_OLD,
    SIOCRTMSG,
    SIOCSARP,
    SIOCSHWTSTAMP,
    SIOCSIFBR,
    SIOCSIFLINK,
    SIOCSIFMEM,
    SIOCSIFPFLAGS,
    SIOCSIFVLAN,
    SIOCSMIIREG,
    SIOCSRARP,
    SIOCWANDEV,
    SIOCGIFENCAP,
    SIOCOUTQNSD,
    SIOCBRADDIF,
    SIOCBRDELIF,
    SIOCGIFNAME,
    SIOCGIFCONF,
    SIOCSIFFLAGS,
    SIOCGIFMETRIC,
    SIOCSIFMETRIC,
    SIOCGIFMTU,
    SIOCSIFMTU,
    SIOCGIFINDEX,
    SIOCGIFTXQLEN,
    SIOCSIFTXQLEN,
    SIOCGIFSLAVE,
    SIOCSIFSLAVE,
    SIOCSIFNAME,
    SIOCGIFMAP,
    SIOCSIFMAP,
    SIOCBRADDBR,
    SIOCBRDELBR,
    SIOCSIFENCAP,
    PERF_EVENT_IOC_MODIFY_ATTRIBUTES,
    PERF_EVENT_IOC_ENABLE,
    PERF_EVENT_IOC_PERIOD,
    PERF_EVENT_IOC_ID,
    PERF_EVENT_IOC_SET_FILTER,
    PERF_EVENT_IOC_QUERY_BPF,
    DMA_BUF_IOCTL_SYNC,
    NS_GET_USERNS,
    NS_GET_PARENT,
    NS_GET_NSTYPE,
    NS_GET_OWNER_UID,
    SECCOMP_IOCTL_NOTIF_ADDFD,
    VHOST_SET_OWNER,
    VHOST_GET_FEATURES,
    VHOST_SET_VRING_KICK,
    SIOCGIFHWADDR,
    SIOCSIFHWADDR,
    SIOCADDMULTI,
    RNDGETPOOL,
    SECCOMP_IOCTL_NOTIF_RECV,
    UDMABUF_CREATE,
    UDMABUF_CREATE_LIST,
    TUNGETDEVNETNS,
    TUNSETIFF,
    USERFAULTFD_IOC_NEW,
};

/* Names that are as long as their room, and longer. */
static void each_name(void)
{
    char name[20] = {0};
    for (unsigned n = 14; n <= 17; n++) {
        memset(name, 'b', n);
        control(SIOCBRADDBR, name);
    }
}

static void each(void)
{
    control_each(operations, COUNT(operations));
    each_name();
}

int main(void)
{
    return make_twice(each);
}
