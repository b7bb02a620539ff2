namespace Debye.Learning.Data;

/// <summary>Where a file of a data set lies and whether it is sound.</summary>
/// <param name="Set">The set.</param>
/// <param name="File">The file.</param>
/// <param name="Path">Where it lies; null if it is not on this machine.</param>
/// <param name="Problem">What is wrong with it; null if nothing is, or if it is not here.</param>
public sealed record DataState(DataSet Set, DataFile File, string? Path, string? Problem)
{
    /// <summary>Compares the files of a set that are on this machine with the catalogue.</summary>
    /// <param name="set">The set.</param>
    /// <param name="places">Where data sets lie.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<IReadOnlyList<DataState>> OfAsync(DataSet set, DataPlaces places, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(places);
        var states = new List<DataState>();
        foreach (var file in set.Files)
        {
            var path = places.Find(set, file);
            var problem = path is null ? null : await DataCheck.DifferenceAsync(file, path, cancellation);
            states.Add(new DataState(set, file, path, problem));
        }

        return states;
    }
}
