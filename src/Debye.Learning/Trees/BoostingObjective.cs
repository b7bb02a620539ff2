namespace Debye.Learning.Trees;

/// <summary>What gradient boosting minimises.</summary>
public enum BoostingObjective
{
    /// <summary>Half the squared error of a value.</summary>
    SquaredError = 0,

    /// <summary>Log-loss of two classes; one tree a round.</summary>
    Logistic = 1,

    /// <summary>Log-loss of any number of classes; one tree per class a round.</summary>
    Softmax = 2,

    /// <summary>Absolute error of a value: predicts medians and is robust to outliers.</summary>
    AbsoluteError = 3,

    /// <summary>Huber's loss of a value: squared error up to a width, absolute error beyond it.</summary>
    Huber = 4,
}
