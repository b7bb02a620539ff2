using System.Globalization;
using System.IO.Compression;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Tests.Trees;

/// <summary>Reads the fixed problem of the reference data: columns part, label, features.</summary>
internal static class ReferenceProblem
{
    public static (TreeExamples Train, TreeExamples Test) Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        TreeExamples Part(string name)
        {
            var own = rows.Where(row => row[0] == name).ToArray();
            var values = own.SelectMany(row => row.Skip(2)).Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            return TreeExamples.ForClasses(
                new FeatureTable(values, rows[0].Length - 2),
                [.. own.Select(row => int.Parse(row[1], CultureInfo.InvariantCulture))],
                9
            );
        }

        return (Part("train"), Part("test"));
    }
}
