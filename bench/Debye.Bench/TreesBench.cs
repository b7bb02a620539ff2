using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Bench;

/// <summary>Tree ensembles on the fixed problem, on one thread, alternated with xgboost and scikit-learn where Python has them.</summary>
/// <remarks>
/// trees FILE.csv[.gz] [ROUNDS]: columns part (train, test), label, features. The peers read the file before the clock starts.
/// </remarks>
internal static class TreesBench
{
    private const int Classes = 9;

    public static int Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: trees FILE.csv[.gz] [ROUNDS]");
            return 2;
        }

        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var (train, test) = (Read(args[0], "train"), Read(args[0], "test"));
        using var peer = PeerProcess.Start("/usr/bin/python3", "trees_peers.py", 1, args[0]);
        Console.WriteLine(peer is null ? "no peers here; Debye alone" : $"alternating with {peer.Greeting}");
        var (boosting, forest) = (new Contest("boosting", "xgboost"), new Contest("forest", "scikit-learn"));
        for (var round = 0; round < rounds; round++)
        {
            boosting.Ours.Add(Time(() => GradientBoosting.Train(train, new GradientBoostingOptions()), test));
            if (peer is not null)
                boosting.Theirs.Add(Ask(peer, 1));
            forest.Ours.Add(Time(() => RandomForest.Train(train, new RandomForestOptions { Trees = 300, Seed = (ulong)round }), test));
            if (peer is not null)
                forest.Theirs.Add(Ask(peer, 2));
        }

        boosting.Report();
        forest.Report();
        return 0;
    }

    private static (double Seconds, double Accuracy) Ask(PeerProcess peer, int job)
    {
        var answer = peer.Steps(job).ToArray();
        return (answer[0] / 1000, answer[1]);
    }

    private static (double Seconds, double Accuracy) Time(Func<TreeModel> train, TreeExamples test)
    {
        var start = Stopwatch.GetTimestamp();
        var model = train();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var predictions = model.Predict(test.Features);
        var right = 0;
        for (var i = 0; i < test.Features.Rows; i++)
        {
            var row = predictions.AsSpan(i * Classes, Classes);
            if (row.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(row)) == (int)test.Targets[i])
                right++;
        }

        return (seconds, (double)right / test.Features.Rows);
    }

    private static TreeExamples Read(string path, string part)
    {
        var (values, labels) = (new List<float>(), new List<int>());
        using Stream file = File.OpenRead(path);
        using var reader = new StreamReader(
            path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file
        );
        var columns = reader.ReadLine()!.Split(',').Length - 2;
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (fields[0] != part)
                continue;
            labels.Add(int.Parse(fields[1], CultureInfo.InvariantCulture));
            values.AddRange(fields.Skip(2).Select(text => float.Parse(text, CultureInfo.InvariantCulture)));
        }

        return TreeExamples.ForClasses(new FeatureTable(values.ToArray(), columns), labels.ToArray(), Classes);
    }

    private sealed record Contest(string Name, string Peer)
    {
        public List<(double Seconds, double Accuracy)> Ours { get; } = [];

        public List<(double Seconds, double Accuracy)> Theirs { get; } = [];

        public void Report()
        {
            Console.WriteLine($"{Name, -9} Debye        {Text(Ours)}");
            if (Theirs.Count == 0)
                return;
            var ratios = Ours.Zip(Theirs, (a, b) => b.Seconds / a.Seconds).Order().ToArray();
            Console.WriteLine($"{Name, -9} {Peer, -12} {Text(Theirs)}");
            Console.WriteLine(
                $"{Name, -9} times faster: median {ratios[ratios.Length / 2]:f2}, lowest {ratios[0]:f2}, highest {ratios[^1]:f2}"
            );
        }

        private static string Text(List<(double Seconds, double Accuracy)> runs) =>
            $"median {runs.Select(run => run.Seconds).Order().ElementAt(runs.Count / 2):f2} s "
            + $"({string.Join(' ', runs.Select(run => $"{run.Seconds:f2}"))}); accuracy "
            + $"{string.Join(' ', runs.Select(run => $"{run.Accuracy:f4}").Distinct())}";
    }
}
