using System.Diagnostics;
using Debye.Learning.Techniques.Xrd;

namespace Debye.Bench;

/// <summary>
/// Fresh training examples per second on one thread (crystal, reflections, imperfect pattern, features), and the memory they take.
/// </summary>
internal static class ExamplesBench
{
    private const int Count = 2000;

    public static int Run(string[] args)
    {
        var path = args.Length > 0 ? args[0] : "recipes/xrd-spacegroup.json";
        var recipe = XrdRecipe.Read(path);
        var (statistics, known) = XrdTraining.Crystals(recipe, path, Environment.ProcessorCount, Console.WriteLine);
        var source = new XrdExampleSource(recipe, statistics, known, seed: 1);
        var maker = source.CreateMaker();
        var features = new float[source.FeatureLength];
        for (var i = 0; i < 500; i++)
            maker.Make(i, features);
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Count; i++)
                maker.Make((round + 1) * Count + i, features);
            var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count;
            Console.WriteLine(
                $"round {round + 1}: {Count / watch.Elapsed.TotalSeconds:f0} examples/s, {allocated / 1024:f0} kB allocated "
                    + $"each, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:f0} MB live"
            );
        }

        return 0;
    }
}
