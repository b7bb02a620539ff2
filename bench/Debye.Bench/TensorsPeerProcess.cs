using System.Diagnostics;
using System.Globalization;

namespace Debye.Bench;

/// <summary>A script of another engine that runs steps on demand, so that both can alternate in one run.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process)
    {
        _process = process;
        Greeting = process.StandardOutput.ReadLine() ?? string.Empty;
    }

    /// <summary>The first line it printed; empty where it could not start.</summary>
    public string Greeting { get; }

    /// <summary>Starts a script that lies in the benchmark's source folder; null where it cannot run.</summary>
    public static PeerProcess? Start(string interpreter, string script, int threads, params string[] arguments)
    {
        var path = Find(script);
        if (!File.Exists(interpreter) || path is null)
            return null;
        var start = new ProcessStartInfo(interpreter, [path, $"{threads}", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        var peer = new PeerProcess(Process.Start(start)!);
        if (peer.Greeting.Length > 0)
            return peer;
        peer.Dispose();
        return null;
    }

    /// <summary>Runs steps and returns the milliseconds of each.</summary>
    public IEnumerable<double> Steps(int count)
    {
        _process.StandardInput.WriteLine(count);
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the peer process ended");
        return [.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string? Find(string script)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "bench", "Debye.Bench", script);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
