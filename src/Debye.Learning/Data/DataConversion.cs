namespace Debye.Learning.Data;

/// <summary>Makes the file that recipes read out of its originals.</summary>
internal static class DataConversion
{
    /// <summary>Converts.</summary>
    /// <param name="file">What is made.</param>
    /// <param name="originals">Paths of the originals; of crystals also a folder that holds them.</param>
    /// <param name="target">The file to write; packed where the name in the catalogue ends in .gz.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="DataFormatException">An original is not as expected.</exception>
    public static void Run(DataFile file, IReadOnlyList<string> originals, string target, CancellationToken cancellation)
    {
        using var output = DataContent.Create(target, file.Name.EndsWith(".gz", StringComparison.Ordinal));
        switch (file.Converter)
        {
            case DataConverter.TabSeparatedParts:
                TabSeparatedParts.Convert(originals, output);
                break;
            case DataConverter.CifArchive:
                var count = CifArchive.Convert(originals[0], output, cancellation);
                if (count < file.LeastLines)
                    throw new DataFormatException(originals[0], 0, Invariant($"holds {count} crystals, expected {file.LeastLines}"));
                break;
            case DataConverter.AutoEcmSpectra:
                AutoEcmSpectra.Convert(originals[0], output);
                break;
            default:
                using (var original = File.OpenRead(originals[0]))
                    original.CopyTo(output);
                break;
        }
    }
}
