using System.Runtime.InteropServices;
using System.Text;
using Debye.Cli.Shell;
using Debye.Learning.Techniques;

namespace Debye.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopOnce);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopOnce);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
        using var input = Console.OpenStandardInput();
        var session = new Session(output, error, input, stop.Token)
        {
            HasTerminal = !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
        var code = CommandLine.Run(args, session, TechniqueRegistry.All);
        output.Flush();
        return code;

        // The first signal stops cleanly, the second one at once.
        void StopOnce(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
