// Command kube-control-plane is the Kubernetes API server, controller manager and scheduler in one binary, for tests.
//
//	kube-control-plane kube-apiserver --etcd-servers=…
//	kube-control-plane kube-controller-manager --kubeconfig=…
//	kube-control-plane kube-scheduler --kubeconfig=…
//
// Each is the unmodified command of k8s.io/kubernetes with all its flags. One binary links the shared code once.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register" // --logging-format=json
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

var parts = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllermanager.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
}

func main() {
	if len(os.Args) < 2 || parts[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: kube-control-plane kube-apiserver|kube-controller-manager|kube-scheduler [flags]")
		os.Exit(2)
	}
	name := os.Args[1]
	command := parts[name]()
	// The commands read os.Args themselves: drop the part's name.
	os.Args = append([]string{name}, os.Args[2:]...)
	os.Exit(cli.Run(command))
}
